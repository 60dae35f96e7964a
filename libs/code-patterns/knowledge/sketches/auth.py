from omnibase_core.enums.enum_core_error_code import EnumCoreErrorCode
from omnibase_core.errors.model_onex_error import ModelOnexError
from omnibase_core.models.container.model_onex_container import ModelONEXContainer
from omnibase_core.nodes import NodeCompute

from .models import ModelApprovalAttempt, ModelGranted


class NodeApprovalGuardCompute(NodeCompute):
    """Lets only the finance group approve payments."""

    def __init__(self, container: ModelONEXContainer) -> None:
        super().__init__(container)

    async def execute_compute(self, attempt: ModelApprovalAttempt) -> ModelGranted:
        """The time comes with the request, so the verdict can be repeated."""
        claims = attempt.verified_claims
        if claims.expires_at <= attempt.requested_at:
            raise ModelOnexError("the token has expired", error_code=EnumCoreErrorCode.AUTHENTICATION_ERROR)
        if "finance" not in claims.groups:
            raise ModelOnexError("not in the finance group", error_code=EnumCoreErrorCode.PERMISSION_ERROR)
        return ModelGranted(subject=claims.subject, correlation_id=attempt.correlation_id)
