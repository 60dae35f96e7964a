import asyncio

from omnibase_core.enums.enum_core_error_code import EnumCoreErrorCode
from omnibase_core.errors.model_onex_error import ModelOnexError
from omnibase_core.models.container.model_onex_container import ModelONEXContainer
from omnibase_core.nodes import NodeEffect

from .models import ModelCharge, ModelReceipt
from .protocols import ProtocolAnswerStore, ProtocolCardGateway


class NodeCardChargeEffect(NodeEffect):
    """Charges a card once, however often it is asked to."""

    def __init__(self, container: ModelONEXContainer) -> None:
        super().__init__(container)
        self.answers = container.get_service(ProtocolAnswerStore)
        self.cards = container.get_service(ProtocolCardGateway)

    async def execute_effect(self, charge: ModelCharge) -> ModelReceipt:
        """A repeated idempotency key gets the first answer again."""
        known = await self.answers.find(charge.idempotency_key)
        if known is not None:
            return known
        try:
            async with asyncio.timeout(10.0):
                receipt = await self.cards.charge(charge.card, charge.cents, key=charge.idempotency_key)
        except TimeoutError as error:
            raise ModelOnexError("unknown outcome", error_code=EnumCoreErrorCode.TIMEOUT_EXCEEDED) from error
        return await self.answers.keep_first(charge.idempotency_key, receipt)
