from omnibase_core.enums.enum_core_error_code import EnumCoreErrorCode
from omnibase_core.errors.model_onex_error import ModelOnexError
from omnibase_core.models.container.model_onex_container import ModelONEXContainer
from omnibase_core.nodes import NodeOrchestrator

from .models import ModelOrder, ModelOrderEvents
from .protocols import ProtocolOrderCheck, ProtocolOrderStore


class NodeOrderIntakeOrchestrator(NodeOrchestrator):
    """Connects nodes that each have one task."""

    def __init__(self, container: ModelONEXContainer) -> None:
        super().__init__(container)
        self.check = container.get_service(ProtocolOrderCheck)
        self.store = container.get_service(ProtocolOrderStore)

    async def execute_orchestration(self, order: ModelOrder) -> ModelOrderEvents:
        """Checking and storing live in nodes of their own."""
        findings = await self.check.run(order)
        if findings:
            raise ModelOnexError("order refused", error_code=EnumCoreErrorCode.VALIDATION_FAILED)
        return ModelOrderEvents(events=[await self.store.run(order, timeout_seconds=5.0)])
