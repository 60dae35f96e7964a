from omnibase_core.errors.model_onex_error import ModelOnexError
from omnibase_core.models.container.model_onex_container import ModelONEXContainer
from omnibase_core.nodes import NodeEffect

from .models import ModelConsumed, ModelSubscription
from .protocols import ProtocolLedger, ProtocolOrderRecords


class NodeOrderInboxEffect(NodeEffect):
    """Books orders as they arrive on the bus."""

    def __init__(self, container: ModelONEXContainer) -> None:
        super().__init__(container)
        self.records = container.get_service(ProtocolOrderRecords)
        self.ledger = container.get_service(ProtocolLedger)

    async def execute_effect(self, subscription: ModelSubscription) -> ModelConsumed:
        """Commits an offset only after its record is booked; ends when the subscription does."""
        booked = 0
        async for record in self.records.subscribe(subscription.topic, group=subscription.group):
            try:
                await self.ledger.book(record.value, timeout_seconds=5.0)
            except ModelOnexError as error:
                await self.records.dead_letter(record, reason=str(error))
            await self.records.commit(record.offset)
            booked += 1
        return ModelConsumed(records=booked)
