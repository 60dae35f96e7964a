import asyncio

from omnibase_core.enums.enum_core_error_code import EnumCoreErrorCode
from omnibase_core.errors.model_onex_error import ModelOnexError
from omnibase_core.models.container.model_onex_container import ModelONEXContainer
from omnibase_core.nodes import NodeOrchestrator

from .models import ModelOffer, ModelOfferEvents, ModelWanted
from .protocols import ProtocolSuppliers


class NodeOfferRoundOrchestrator(NodeOrchestrator):
    """Asks all suppliers at once for an offer."""

    def __init__(self, container: ModelONEXContainer) -> None:
        super().__init__(container)
        self.suppliers = container.get_service(ProtocolSuppliers)

    async def execute_orchestration(self, wanted: ModelWanted) -> ModelOfferEvents:
        """Returns the offers that came in time; a supplier that fails costs only its own offer."""
        calls = [self.suppliers.ask(name, wanted, timeout_seconds=3.0) for name in wanted.supplier_names]
        answers = await asyncio.gather(*calls, return_exceptions=True)
        offers = [answer for answer in answers if isinstance(answer, ModelOffer)]
        if not offers:
            raise ModelOnexError("nobody made an offer", error_code=EnumCoreErrorCode.RESOURCE_UNAVAILABLE)
        return ModelOfferEvents(offers=offers, failed=len(answers) - len(offers))
