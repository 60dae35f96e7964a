import asyncio

from omnibase_core.enums.enum_core_error_code import EnumCoreErrorCode
from omnibase_core.errors.model_onex_error import ModelOnexError
from omnibase_core.models.container.model_onex_container import ModelONEXContainer
from omnibase_core.nodes import NodeEffect

from .models import ModelOrderEvent, ModelProjected
from .protocols import ProtocolOrderRows


class NodeOpenOrderViewEffect(NodeEffect):
    """Keeps the table of open orders in step with the order events."""

    def __init__(self, container: ModelONEXContainer) -> None:
        super().__init__(container)
        self.rows = container.get_service(ProtocolOrderRows)

    async def execute_effect(self, event: ModelOrderEvent) -> ModelProjected:
        """Writes one row; an event older than the row changes nothing."""
        try:
            async with asyncio.timeout(5.0):
                changed = await self.rows.upsert_if_newer(event.order_id, event.sequence, event.summary)
        except TimeoutError as error:
            raise ModelOnexError(
                "the read model did not answer", error_code=EnumCoreErrorCode.TIMEOUT_EXCEEDED
            ) from error
        return ModelProjected(order_id=event.order_id, changed=changed)
