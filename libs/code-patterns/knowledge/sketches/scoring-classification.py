from omnibase_core.enums.enum_core_error_code import EnumCoreErrorCode
from omnibase_core.errors.model_onex_error import ModelOnexError
from omnibase_core.models.container.model_onex_container import ModelONEXContainer
from omnibase_core.nodes import NodeCompute

from .models import ModelLead, ModelLeadScore


class NodeLeadScoreCompute(NodeCompute):
    """Rates how promising a lead is."""

    def __init__(self, container: ModelONEXContainer) -> None:
        super().__init__(container)

    async def execute_compute(self, lead: ModelLead) -> ModelLeadScore:
        """Returns the weighted score between 0 and 1 with the share of every criterion."""
        if lead.visits < 0:
            raise ModelOnexError("visits below zero", error_code=EnumCoreErrorCode.PARAMETER_OUT_OF_RANGE)
        terms = {
            "budget": 0.5 * min(lead.budget / 10_000, 1.0),
            "interest": 0.3 * min(lead.visits / 20, 1.0),
            "fit": 0.2 * (1.0 if lead.industry in lead.wanted_industries else 0.0),
        }
        score = round(sum(terms.values()), 4)
        return ModelLeadScore(score=score, terms=terms, is_hot=score >= 0.7)
