from omnibase_core.enums.enum_core_error_code import EnumCoreErrorCode
from omnibase_core.errors.model_onex_error import ModelOnexError
from omnibase_core.models.container.model_onex_container import ModelONEXContainer
from omnibase_core.nodes import NodeOrchestrator

from .models import ModelClosingPlan, ModelOrchestratorEvents, ModelStepEvent
from .protocols import ProtocolStepRunner


class NodeMonthEndOrchestrator(NodeOrchestrator):
    """Takes the month's closing from step to step."""

    def __init__(self, container: ModelONEXContainer) -> None:
        super().__init__(container)
        self.steps = container.get_service(ProtocolStepRunner)

    async def execute_orchestration(self, plan: ModelClosingPlan) -> ModelOrchestratorEvents:
        """Starts each step after those it depends on and returns the events to publish."""
        finished: set[str] = set()
        events: list[ModelStepEvent] = []
        for step in plan.in_dependency_order():
            if not step.depends_on <= finished:
                raise ModelOnexError("a step comes too early", error_code=EnumCoreErrorCode.INVALID_STATE)
            events.append(await self.steps.run(step, timeout_seconds=step.timeout_seconds))
            finished.add(step.name)
        return ModelOrchestratorEvents(events=events)
