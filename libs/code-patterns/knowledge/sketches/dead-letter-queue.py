from omnibase_core.errors.model_onex_error import ModelOnexError
from omnibase_core.models.container.model_onex_container import ModelONEXContainer
from omnibase_core.nodes import NodeEffect

from .models import ModelDeadLetter, ModelIntake, ModelPaymentRecord
from .protocols import ProtocolEventBus, ProtocolPayments


class NodePaymentIntakeEffect(NodeEffect):
    """Handles payments and sets aside those it cannot handle."""

    def __init__(self, container: ModelONEXContainer) -> None:
        super().__init__(container)
        self.payments = container.get_service(ProtocolPayments)
        self.bus = container.get_service(ProtocolEventBus)

    async def execute_effect(self, record: ModelPaymentRecord) -> ModelIntake:
        """A record that fails for good goes to the dead-letter topic with its origin and the reason."""
        try:
            await self.payments.accept(record.value, timeout_seconds=5.0)
        except ModelOnexError as error:
            letter = ModelDeadLetter(
                topic=record.topic, partition=record.partition, offset=record.offset, reason=str(error), value=record.value
            )
            await self.bus.publish("onex.dlq.payments.payment-received.v1", key=record.key, value=letter)
            return ModelIntake(accepted=False)
        return ModelIntake(accepted=True)
