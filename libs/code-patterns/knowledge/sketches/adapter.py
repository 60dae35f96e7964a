import asyncio

from omnibase_core.enums.enum_core_error_code import EnumCoreErrorCode
from omnibase_core.errors.model_onex_error import ModelOnexError
from omnibase_core.models.container.model_onex_container import ModelONEXContainer
from omnibase_core.nodes import NodeEffect

from .models import ModelParcel, ModelTracking
from .protocols import ProtocolCarrierLibrary


class NodeParcelCarrierEffect(NodeEffect):
    """Gives the carrier's library the shape of our own protocol."""

    def __init__(self, container: ModelONEXContainer) -> None:
        super().__init__(container)
        self.carrier = container.get_service(ProtocolCarrierLibrary)

    async def execute_effect(self, parcel: ModelParcel) -> ModelTracking:
        """Translates our words into theirs, and their errors into ours."""
        try:
            async with asyncio.timeout(10.0):
                label = await self.carrier.create_label_v2(zip=parcel.postcode, wgt=parcel.grams)
        except (ConnectionError, TimeoutError) as error:
            raise ModelOnexError("no label", error_code=EnumCoreErrorCode.DEPENDENCY_ERROR) from error
        return ModelTracking(number=label.trk_no)
