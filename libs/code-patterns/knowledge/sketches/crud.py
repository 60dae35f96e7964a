import asyncio

from omnibase_core.enums.enum_core_error_code import EnumCoreErrorCode
from omnibase_core.errors.model_onex_error import ModelOnexError
from omnibase_core.models.container.model_onex_container import ModelONEXContainer
from omnibase_core.nodes import NodeEffect

from .models import EnumOperation, ModelCustomer, ModelCustomerRequest
from .protocols import ProtocolCustomerStore


class NodeCustomerRecordEffect(NodeEffect):
    """Keeps customer records: one operation on one record per request."""

    def __init__(self, container: ModelONEXContainer) -> None:
        super().__init__(container)
        self.customers = container.get_service(ProtocolCustomerStore)

    async def execute_effect(self, request: ModelCustomerRequest) -> ModelCustomer:
        """Creates, reads, updates or deletes the customer the request names."""
        async with asyncio.timeout(request.timeout_seconds):
            match request.operation:
                case EnumOperation.CREATE:
                    return await self.customers.create(request.customer)
                case EnumOperation.READ:
                    return await self.customers.read(request.customer_id)
                case EnumOperation.UPDATE:
                    return await self.customers.update(request.customer)
                case EnumOperation.DELETE:
                    return await self.customers.delete(request.customer_id)
        raise ModelOnexError("unknown operation", error_code=EnumCoreErrorCode.UNSUPPORTED_OPERATION)
