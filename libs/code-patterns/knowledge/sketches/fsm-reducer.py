from omnibase_core.enums.enum_core_error_code import EnumCoreErrorCode
from omnibase_core.errors.model_onex_error import ModelOnexError
from omnibase_core.models.container.model_onex_container import ModelONEXContainer
from omnibase_core.nodes import NodeReducer

from .models import EnumParcel, EnumScan, ModelNotifyIntent, ModelParcel, ModelParcelStep, ModelScan


class NodeParcelStatusReducer(NodeReducer):
    """Moves a parcel through its life."""

    def __init__(self, container: ModelONEXContainer) -> None:
        super().__init__(container)
        self.moves = {
            (EnumParcel.PACKED, EnumScan.PICKUP): EnumParcel.TRAVELLING,
            (EnumParcel.TRAVELLING, EnumScan.DOOR): EnumParcel.DELIVERED,
        }

    async def execute_reduction(self, parcel: ModelParcel, scan: ModelScan) -> ModelParcelStep:
        """Returns the next status and the intents it leads to; the parcel itself is not changed."""
        status = self.moves.get((parcel.status, scan.kind))
        if status is None:
            raise ModelOnexError("this move is not allowed", error_code=EnumCoreErrorCode.INVALID_STATE)
        intents = [ModelNotifyIntent(parcel_id=parcel.id)] if status is EnumParcel.DELIVERED else []
        return ModelParcelStep(status=status, intents=intents)
