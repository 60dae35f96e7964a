import asyncio

from omnibase_core.enums.enum_core_error_code import EnumCoreErrorCode
from omnibase_core.errors.model_onex_error import ModelOnexError
from omnibase_core.models.container.model_onex_container import ModelONEXContainer
from omnibase_core.nodes import NodeEffect

from .models import ModelInvoice, ModelStored
from .protocols import ProtocolConnectionPool


class NodeInvoiceRepositoryEffect(NodeEffect):
    """The only place that knows the invoice table."""

    def __init__(self, container: ModelONEXContainer) -> None:
        super().__init__(container)
        self.pool = container.get_service(ProtocolConnectionPool)

    async def execute_effect(self, invoice: ModelInvoice) -> ModelStored:
        """Stores an invoice; storing it again changes nothing."""
        statement = "INSERT INTO invoice (id, customer, cents) VALUES ($1, $2, $3) ON CONFLICT (id) DO NOTHING"
        try:
            async with asyncio.timeout(5.0), self.pool.acquire() as connection, connection.transaction():
                await connection.execute(statement, invoice.id, invoice.customer, invoice.cents)
        except TimeoutError as error:
            raise ModelOnexError(
                "the database is too slow", error_code=EnumCoreErrorCode.DATABASE_OPERATION_ERROR
            ) from error
        return ModelStored(id=invoice.id)
