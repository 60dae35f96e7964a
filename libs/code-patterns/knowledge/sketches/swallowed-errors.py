from omnibase_core.enums.enum_core_error_code import EnumCoreErrorCode
from omnibase_core.errors.model_onex_error import ModelOnexError
from omnibase_core.models.container.model_onex_container import ModelONEXContainer
from omnibase_core.nodes import NodeEffect

from .models import ModelBooked, ModelEntry
from .protocols import ProtocolLedger


class NodeLedgerEntryEffect(NodeEffect):
    """Says so when it fails."""

    def __init__(self, container: ModelONEXContainer) -> None:
        super().__init__(container)
        self.ledger = container.get_service(ProtocolLedger)

    async def execute_effect(self, entry: ModelEntry) -> ModelBooked:
        """Catches what it can name and keeps the cause."""
        try:
            return await self.ledger.book(entry, timeout_seconds=5.0)
        except ConnectionError as error:
            raise ModelOnexError("ledger unreachable", error_code=EnumCoreErrorCode.NETWORK_ERROR) from error
