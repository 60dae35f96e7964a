import asyncio

from omnibase_core.enums.enum_core_error_code import EnumCoreErrorCode
from omnibase_core.errors.model_onex_error import ModelOnexError
from omnibase_core.models.container.model_onex_container import ModelONEXContainer
from omnibase_core.nodes import NodeEffect

from .models import ModelJobState, ModelJobWatch
from .protocols import ProtocolJobs


class NodeJobWatchEffect(NodeEffect):
    """Looks at a remote job until it has ended."""

    def __init__(self, container: ModelONEXContainer) -> None:
        super().__init__(container)
        self.jobs = container.get_service(ProtocolJobs)

    async def execute_effect(self, watch: ModelJobWatch) -> ModelJobState:
        """Returns the final state, or fails when the job outlives the deadline."""
        try:
            async with asyncio.timeout(watch.deadline_seconds):
                while True:
                    state = await self.jobs.state(watch.job_id)
                    if state.is_final:
                        return state
                    await asyncio.sleep(watch.interval_seconds)
        except TimeoutError as error:
            raise ModelOnexError("the job is still running", error_code=EnumCoreErrorCode.TIMEOUT_EXCEEDED) from error
