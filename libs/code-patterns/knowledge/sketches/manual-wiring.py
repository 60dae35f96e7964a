import asyncio

from omnibase_core.enums.enum_core_error_code import EnumCoreErrorCode
from omnibase_core.errors.model_onex_error import ModelOnexError
from omnibase_core.models.container.model_onex_container import ModelONEXContainer
from omnibase_core.nodes import NodeEffect

from .models import ModelArchived, ModelDocument
from .protocols import ProtocolArchive


class NodeArchiveEffect(NodeEffect):
    """Asks the container for what it needs."""

    def __init__(self, container: ModelONEXContainer) -> None:
        super().__init__(container)
        self.archive = container.get_service(ProtocolArchive)

    async def execute_effect(self, document: ModelDocument) -> ModelArchived:
        """Which archive it is, the deployment decides."""
        try:
            async with asyncio.timeout(10.0):
                return await self.archive.keep(document)
        except TimeoutError as error:
            raise ModelOnexError("not archived", error_code=EnumCoreErrorCode.TIMEOUT_EXCEEDED) from error
