import asyncio

from omnibase_core.enums.enum_core_error_code import EnumCoreErrorCode
from omnibase_core.errors.model_onex_error import ModelOnexError
from omnibase_core.models.container.model_onex_container import ModelONEXContainer
from omnibase_core.nodes import NodeEffect

from .models import ModelArticle, ModelStock
from .protocols import ProtocolJitter, ProtocolWarehouse


class NodeStockLookupEffect(NodeEffect):
    """Asks the warehouse, which is out of breath at times."""

    def __init__(self, container: ModelONEXContainer) -> None:
        super().__init__(container)
        self.warehouse = container.get_service(ProtocolWarehouse)
        self.jitter = container.get_service(ProtocolJitter)

    async def execute_effect(self, article: ModelArticle) -> ModelStock:
        """Tries three times with growing, jittered pauses; only failures of the connection are repeated."""
        for attempt in range(3):
            try:
                return await self.warehouse.stock(article.number, timeout_seconds=2.0)
            except ConnectionError as error:
                if attempt == 2:
                    raise ModelOnexError(
                        "still not reachable", error_code=EnumCoreErrorCode.NETWORK_ERROR
                    ) from error
                await asyncio.sleep(2**attempt + self.jitter.seconds())
        raise ModelOnexError("not reached", error_code=EnumCoreErrorCode.INTERNAL_ERROR)
