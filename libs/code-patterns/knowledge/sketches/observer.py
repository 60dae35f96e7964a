from omnibase_core.errors.model_onex_error import ModelOnexError
from omnibase_core.models.container.model_onex_container import ModelONEXContainer
from omnibase_core.nodes import NodeEffect

from .models import ModelStockChange, ModelStockLevel
from .protocols import ProtocolStock, ProtocolStockListeners


class NodeStockLevelEffect(NodeEffect):
    """Changes stock levels and tells everyone who asked to know."""

    def __init__(self, container: ModelONEXContainer) -> None:
        super().__init__(container)
        self.stock = container.get_service(ProtocolStock)
        self.listeners = container.get_service(ProtocolStockListeners)

    async def execute_effect(self, change: ModelStockChange) -> ModelStockLevel:
        """A listener that fails does not undo the change: it is counted."""
        level = await self.stock.change(change.article, change.amount, timeout_seconds=5.0)
        failed = 0
        for listener in self.listeners.of(change.article):
            try:
                await listener(level)
            except ModelOnexError:
                failed += 1
        return level.model_copy(update={"failed_listeners": failed})
