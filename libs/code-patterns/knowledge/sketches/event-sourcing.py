from omnibase_core.enums.enum_core_error_code import EnumCoreErrorCode
from omnibase_core.errors.model_onex_error import ModelOnexError
from omnibase_core.models.container.model_onex_container import ModelONEXContainer
from omnibase_core.nodes import NodeReducer

from .models import ModelAccount, ModelAccountEvents


class NodeAccountLedgerReducer(NodeReducer):
    """Rebuilds an account from everything that ever happened to it."""

    def __init__(self, container: ModelONEXContainer) -> None:
        super().__init__(container)

    async def execute_reduction(self, start: ModelAccount, history: ModelAccountEvents) -> ModelAccount:
        """Replays the events in order; a gap in the versions is an error and not a guess."""
        account = start
        for event in history.events:
            if event.version != account.version + 1:
                raise ModelOnexError("a version is missing", error_code=EnumCoreErrorCode.INVALID_STATE)
            account = account.model_copy(
                update={"balance": account.balance + event.cents, "version": event.version},
            )
        return account
