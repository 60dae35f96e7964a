import asyncio

from omnibase_core.enums.enum_core_error_code import EnumCoreErrorCode
from omnibase_core.errors.model_onex_error import ModelOnexError
from omnibase_core.models.container.model_onex_container import ModelONEXContainer
from omnibase_core.nodes import NodeEffect

from .models import ModelAccepted, ModelOrder, ModelOrderAccepted
from .protocols import ProtocolConnectionPool


class NodeOrderAcceptEffect(NodeEffect):
    """Stores an order together with the event that announces it."""

    def __init__(self, container: ModelONEXContainer) -> None:
        super().__init__(container)
        self.pool = container.get_service(ProtocolConnectionPool)

    async def execute_effect(self, order: ModelOrder) -> ModelAccepted:
        """Both rows or none; a relay publishes the second one afterwards."""
        event = ModelOrderAccepted(order_id=order.id, correlation_id=order.correlation_id)
        try:
            async with asyncio.timeout(5.0), self.pool.acquire() as connection, connection.transaction():
                await connection.execute("INSERT INTO orders (id, body) VALUES ($1, $2)", order.id, order.body)
                await connection.execute("INSERT INTO outbox (event) VALUES ($1)", event.model_dump_json())
        except TimeoutError as error:
            raise ModelOnexError("not stored", error_code=EnumCoreErrorCode.DATABASE_OPERATION_ERROR) from error
        return ModelAccepted(order_id=order.id)
