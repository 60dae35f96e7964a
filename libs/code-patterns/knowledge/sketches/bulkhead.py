import asyncio

from omnibase_core.enums.enum_core_error_code import EnumCoreErrorCode
from omnibase_core.errors.model_onex_error import ModelOnexError
from omnibase_core.models.container.model_onex_container import ModelONEXContainer
from omnibase_core.nodes import NodeEffect

from .models import ModelPage, ModelRendered
from .protocols import ProtocolRenderer


class NodePageRenderEffect(NodeEffect):
    """Renders pages, eight at a time at most."""

    def __init__(self, container: ModelONEXContainer) -> None:
        super().__init__(container)
        self.renderer = container.get_service(ProtocolRenderer)
        self.places = asyncio.Semaphore(8)

    async def execute_effect(self, page: ModelPage) -> ModelRendered:
        """Waits two seconds for a free place, then refuses."""
        try:
            async with asyncio.timeout(2.0):
                await self.places.acquire()
        except TimeoutError as error:
            raise ModelOnexError("all places taken", error_code=EnumCoreErrorCode.RESOURCE_UNAVAILABLE) from error
        try:
            return await self.renderer.render(page, timeout_seconds=20.0)
        finally:
            self.places.release()
