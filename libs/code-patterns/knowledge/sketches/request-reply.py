import asyncio

from omnibase_core.enums.enum_core_error_code import EnumCoreErrorCode
from omnibase_core.errors.model_onex_error import ModelOnexError
from omnibase_core.models.container.model_onex_container import ModelONEXContainer
from omnibase_core.nodes import NodeEffect

from .models import ModelPrice, ModelPriceQuestion
from .protocols import ProtocolReplyChannel


class NodePriceQuestionEffect(NodeEffect):
    """Asks the price service over the bus and waits for its answer."""

    def __init__(self, container: ModelONEXContainer) -> None:
        super().__init__(container)
        self.channel = container.get_service(ProtocolReplyChannel)

    async def execute_effect(self, question: ModelPriceQuestion) -> ModelPrice:
        """Returns the reply whose correlation id is the question's."""
        reply = self.channel.expect(question.correlation_id)
        try:
            async with asyncio.timeout(question.timeout_seconds):
                await self.channel.send(question)
                return await reply
        except TimeoutError as error:
            raise ModelOnexError("no reply in time", error_code=EnumCoreErrorCode.TIMEOUT_EXCEEDED) from error
        finally:
            self.channel.forget(question.correlation_id)
