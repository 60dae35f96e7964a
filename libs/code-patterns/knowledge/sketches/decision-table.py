from omnibase_core.models.container.model_onex_container import ModelONEXContainer
from omnibase_core.nodes import NodeCompute

from .models import EnumRefund, ModelRefundCase, ModelRefundDecision


class NodeRefundPolicyCompute(NodeCompute):
    """Decides what happens to a refund request."""

    def __init__(self, container: ModelONEXContainer) -> None:
        super().__init__(container)

    async def execute_compute(self, case: ModelRefundCase) -> ModelRefundDecision:
        """The first row whose condition holds decides; the row's name is the reason."""
        table = (
            ("fraud suspected", case.is_suspicious, EnumRefund.DENY),
            ("within a week", case.age_days <= 7, EnumRefund.ALLOW),
            ("small amount", case.cents < 2_000, EnumRefund.ALLOW),
        )
        for reason, holds, action in table:
            if holds:
                return ModelRefundDecision(action=action, reason=reason)
        return ModelRefundDecision(action=EnumRefund.HOLD, reason="a person has to look")
