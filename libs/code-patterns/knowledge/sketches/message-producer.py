import asyncio

from omnibase_core.enums.enum_core_error_code import EnumCoreErrorCode
from omnibase_core.errors.model_onex_error import ModelOnexError
from omnibase_core.models.container.model_onex_container import ModelONEXContainer
from omnibase_core.nodes import NodeEffect

from .models import ModelMemberJoined, ModelPublished, ModelSignup
from .protocols import ProtocolEventBus


class NodeSignupNoticeEffect(NodeEffect):
    """Announces every new member."""

    def __init__(self, container: ModelONEXContainer) -> None:
        super().__init__(container)
        self.bus = container.get_service(ProtocolEventBus)

    async def execute_effect(self, signup: ModelSignup) -> ModelPublished:
        """Returns when the broker has acknowledged; events of one member share a key and keep their order."""
        event = ModelMemberJoined(correlation_id=signup.correlation_id, member_id=signup.member_id)
        try:
            async with asyncio.timeout(5.0):
                offset = await self.bus.publish("onex.evt.members.member-joined.v1", key=signup.member_id, value=event)
        except TimeoutError as error:
            raise ModelOnexError("not acknowledged", error_code=EnumCoreErrorCode.EVENT_BUS_ERROR) from error
        return ModelPublished(offset=offset)
