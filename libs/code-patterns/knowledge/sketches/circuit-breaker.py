import time

from omnibase_core.enums.enum_core_error_code import EnumCoreErrorCode
from omnibase_core.errors.model_onex_error import ModelOnexError
from omnibase_core.models.container.model_onex_container import ModelONEXContainer
from omnibase_core.nodes import NodeEffect

from .models import ModelTariff, ModelTariffQuestion
from .protocols import ProtocolTariffs


class NodeTariffClientEffect(NodeEffect):
    """Leaves a failing tariff service alone for a while."""

    def __init__(self, container: ModelONEXContainer) -> None:
        super().__init__(container)
        self.tariffs = container.get_service(ProtocolTariffs)
        self.failures = 0
        self.closed_again_at = 0.0

    async def execute_effect(self, question: ModelTariffQuestion) -> ModelTariff:
        """After five failures in a row refuses for a minute, then lets one call probe."""
        if self.failures >= 5 and time.monotonic() < self.closed_again_at:
            raise ModelOnexError("left alone", error_code=EnumCoreErrorCode.SERVICE_UNAVAILABLE)
        try:
            tariff = await self.tariffs.ask(question, timeout_seconds=2.0)
        except (ConnectionError, TimeoutError) as error:
            self.failures += 1
            self.closed_again_at = time.monotonic() + 60.0
            raise ModelOnexError("no tariff", error_code=EnumCoreErrorCode.NETWORK_ERROR) from error
        self.failures = 0
        return tariff
