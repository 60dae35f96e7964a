import asyncio

from omnibase_core.enums.enum_core_error_code import EnumCoreErrorCode
from omnibase_core.errors.model_onex_error import ModelOnexError
from omnibase_core.models.container.model_onex_container import ModelONEXContainer
from omnibase_core.nodes import NodeEffect

from .models import ModelReport, ModelSavedFile
from .protocols import ProtocolFileStore


class NodeReportFileEffect(NodeEffect):
    """Saves a report so that no reader ever sees half of it."""

    def __init__(self, container: ModelONEXContainer) -> None:
        super().__init__(container)
        self.files = container.get_service(ProtocolFileStore)

    async def execute_effect(self, report: ModelReport) -> ModelSavedFile:
        """Writes in chunks under a temporary name, then renames."""
        draft = f"{report.name}.part"
        try:
            async with asyncio.timeout(30.0):
                async for chunk in report.chunks():
                    await self.files.append(draft, chunk)
                await self.files.rename(draft, report.name)
        except OSError as error:
            raise ModelOnexError("cannot save", error_code=EnumCoreErrorCode.FILE_WRITE_ERROR) from error
        return ModelSavedFile(name=report.name)
