import asyncio

from omnibase_core.enums.enum_core_error_code import EnumCoreErrorCode
from omnibase_core.errors.model_onex_error import ModelOnexError
from omnibase_core.models.container.model_onex_container import ModelONEXContainer
from omnibase_core.nodes import NodeEffect

from .models import ModelQuote, ModelQuoteRequest
from .protocols import ProtocolInsurers


class NodeQuoteEffect(NodeEffect):
    """Gets a quote within the time the caller has left."""

    def __init__(self, container: ModelONEXContainer) -> None:
        super().__init__(container)
        self.insurers = container.get_service(ProtocolInsurers)

    async def execute_effect(self, request: ModelQuoteRequest) -> ModelQuote:
        """Cancels the call when the budget is used up and hands on a smaller one."""
        try:
            async with asyncio.timeout(request.budget_seconds):
                return await self.insurers.quote(request, timeout_seconds=request.budget_seconds * 0.9)
        except TimeoutError as error:
            raise ModelOnexError(
                f"no quote within {request.budget_seconds} s", error_code=EnumCoreErrorCode.TIMEOUT_EXCEEDED
            ) from error
