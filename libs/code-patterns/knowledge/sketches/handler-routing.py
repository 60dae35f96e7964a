from omnibase_core.enums.enum_core_error_code import EnumCoreErrorCode
from omnibase_core.errors.model_onex_error import ModelOnexError
from omnibase_core.models.container.model_onex_container import ModelONEXContainer
from omnibase_core.nodes import NodeOrchestrator

from .models import ModelTicketCommand, ModelTicketEvents
from .protocols import ProtocolTicketHandlers


class NodeTicketDeskOrchestrator(NodeOrchestrator):
    """Hands every command to the handler its contract names."""

    def __init__(self, container: ModelONEXContainer) -> None:
        super().__init__(container)
        self.handlers = container.get_service(ProtocolTicketHandlers)

    async def execute_orchestration(self, command: ModelTicketCommand) -> ModelTicketEvents:
        """Looks the operation up; an unknown one is refused and not guessed."""
        handler = self.handlers.for_operation(command.operation)
        if handler is None:
            raise ModelOnexError(
                f"no handler for {command.operation}", error_code=EnumCoreErrorCode.UNSUPPORTED_OPERATION
            )
        return await handler(command)
