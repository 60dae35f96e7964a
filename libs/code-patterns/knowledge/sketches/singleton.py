import asyncio
import functools

from omnibase_core.enums.enum_core_error_code import EnumCoreErrorCode
from omnibase_core.errors.model_onex_error import ModelOnexError
from omnibase_core.models.container.model_onex_container import ModelONEXContainer
from omnibase_core.nodes import NodeEffect

from .models import ModelCoordinates, ModelPlace, ModelPlaceIndex


@functools.cache
def place_index() -> ModelPlaceIndex:
    """Opened at the first question; everybody in the process gets the same one."""
    return ModelPlaceIndex.opened()


class NodeGeoLookupEffect(NodeEffect):
    """Looks places up in the one index of the process."""

    def __init__(self, container: ModelONEXContainer) -> None:
        super().__init__(container)

    async def execute_effect(self, place: ModelPlace) -> ModelCoordinates:
        """Nodes that run side by side share the index and its memory."""
        try:
            async with asyncio.timeout(5.0):
                found = await place_index().find(place.name)
        except TimeoutError as error:
            raise ModelOnexError("no answer", error_code=EnumCoreErrorCode.TIMEOUT_EXCEEDED) from error
        if found is None:
            raise ModelOnexError("no such place", error_code=EnumCoreErrorCode.NOT_FOUND)
        return ModelCoordinates(latitude=found.latitude, longitude=found.longitude)
