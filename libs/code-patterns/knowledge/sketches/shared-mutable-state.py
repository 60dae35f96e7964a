from omnibase_core.models.container.model_onex_container import ModelONEXContainer
from omnibase_core.nodes import NodeReducer

from .models import ModelVisit, ModelVisits


class NodeVisitCountReducer(NodeReducer):
    """Counts visits without remembering any."""

    def __init__(self, container: ModelONEXContainer) -> None:
        super().__init__(container)

    async def execute_reduction(self, state: ModelVisits, visit: ModelVisit) -> ModelVisits:
        """The state comes in and a new one goes out."""
        counts = {**state.by_page, visit.page: state.by_page.get(visit.page, 0) + 1}
        return ModelVisits(by_page=counts)
