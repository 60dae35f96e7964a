from omnibase_core.enums.enum_core_error_code import EnumCoreErrorCode
from omnibase_core.errors.model_onex_error import ModelOnexError
from omnibase_core.models.container.model_onex_container import ModelONEXContainer
from omnibase_core.nodes import NodeReducer

from .models import ModelBucket, ModelCall


class NodeAccessQuotaReducer(NodeReducer):
    """Counts a client's calls against its quota."""

    def __init__(self, container: ModelONEXContainer) -> None:
        super().__init__(container)

    async def execute_reduction(self, bucket: ModelBucket, call: ModelCall) -> ModelBucket:
        """Refills by the time that has passed and takes one token; refuses when none is left."""
        refill = (call.at_seconds - bucket.at_seconds) * bucket.tokens_per_second
        tokens = min(bucket.capacity, bucket.tokens + max(refill, 0.0))
        if tokens < 1.0:
            raise ModelOnexError("too many calls", error_code=EnumCoreErrorCode.RATE_LIMIT_ERROR)
        return bucket.model_copy(update={"tokens": tokens - 1.0, "at_seconds": call.at_seconds})
