from omnibase_core.enums.enum_core_error_code import EnumCoreErrorCode
from omnibase_core.errors.model_onex_error import ModelOnexError
from omnibase_core.models.container.model_onex_container import ModelONEXContainer
from omnibase_core.nodes import NodeCompute

from .models import ModelParcel, ModelPrice
from .protocols import ProtocolPriceMethods


class NodeShippingPriceCompute(NodeCompute):
    """Prices a parcel by the method its contract names."""

    def __init__(self, container: ModelONEXContainer) -> None:
        super().__init__(container)
        self.methods = container.get_service(ProtocolPriceMethods)

    async def execute_compute(self, parcel: ModelParcel) -> ModelPrice:
        """All methods answer the same question, so one can stand in for another."""
        method = self.methods.named(parcel.price_method)
        if method is None:
            raise ModelOnexError("no such method", error_code=EnumCoreErrorCode.NO_SUITABLE_PROVIDER)
        return method(parcel)
