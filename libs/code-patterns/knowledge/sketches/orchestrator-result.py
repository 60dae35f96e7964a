from omnibase_core.models.container.model_onex_container import ModelONEXContainer
from omnibase_core.nodes import NodeOrchestrator

from .models import ModelQuoteEvents, ModelQuoteRequest
from .protocols import ProtocolPricingNode


class NodeQuoteRoundOrchestrator(NodeOrchestrator):
    """Asks for a price and passes on events, never a result of its own."""

    def __init__(self, container: ModelONEXContainer) -> None:
        super().__init__(container)
        self.pricing = container.get_service(ProtocolPricingNode)

    async def execute_orchestration(self, request: ModelQuoteRequest) -> ModelQuoteEvents:
        """The compute node calculates; this one only says what has happened."""
        priced = await self.pricing.run(request, timeout_seconds=5.0)
        return ModelQuoteEvents(events=[priced], correlation_id=request.correlation_id)
