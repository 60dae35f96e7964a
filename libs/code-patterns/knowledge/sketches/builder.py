from omnibase_core.enums.enum_core_error_code import EnumCoreErrorCode
from omnibase_core.errors.model_onex_error import ModelOnexError
from omnibase_core.models.container.model_onex_container import ModelONEXContainer
from omnibase_core.nodes import NodeCompute

from .models import ModelSearchForm, ModelSearchPlan, ModelSearchPlanBuilder


class NodeSearchPlanCompute(NodeCompute):
    """Assembles a search out of the parts a user has filled in."""

    def __init__(self, container: ModelONEXContainer) -> None:
        super().__init__(container)

    async def execute_compute(self, form: ModelSearchForm) -> ModelSearchPlan:
        """Every step returns the builder; build() checks the whole and gives an immutable plan."""
        builder = ModelSearchPlanBuilder().for_text(form.text)
        if form.category is not None:
            builder = builder.in_category(form.category)
        if form.newest_first:
            builder = builder.sorted_by("date")
        try:
            return builder.build()
        except ValueError as error:
            raise ModelOnexError("not a search", error_code=EnumCoreErrorCode.INVALID_INPUT) from error
