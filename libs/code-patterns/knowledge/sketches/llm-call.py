import asyncio

from omnibase_core.enums.enum_core_error_code import EnumCoreErrorCode
from omnibase_core.errors.model_onex_error import ModelOnexError
from omnibase_core.models.container.model_onex_container import ModelONEXContainer
from omnibase_core.nodes import NodeEffect

from .models import ModelMinutes, ModelSummary
from .protocols import ProtocolLanguageModel


class NodeMinutesSummaryEffect(NodeEffect):
    """Has a language model summarise the minutes of a meeting."""

    def __init__(self, container: ModelONEXContainer) -> None:
        super().__init__(container)
        self.model = container.get_service(ProtocolLanguageModel)

    async def execute_effect(self, minutes: ModelMinutes) -> ModelSummary:
        """Returns at most five points; what the model says is checked before it is used."""
        prompt = f"Summarise in at most five bullet points:\n{minutes.text[:8_000]}"
        try:
            async with asyncio.timeout(30.0):
                answer = await self.model.complete(prompt, max_tokens=300, temperature=0.0)
        except TimeoutError as error:
            raise ModelOnexError("the model took too long", error_code=EnumCoreErrorCode.TIMEOUT_EXCEEDED) from error
        points = [line[2:] for line in answer.splitlines() if line.startswith("- ")]
        if not 1 <= len(points) <= 5:
            raise ModelOnexError("not a summary", error_code=EnumCoreErrorCode.VALIDATION_FAILED)
        return ModelSummary(points=points)
