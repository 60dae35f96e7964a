from omnibase_core.enums.enum_core_error_code import EnumCoreErrorCode
from omnibase_core.errors.model_onex_error import ModelOnexError
from omnibase_core.models.container.model_onex_container import ModelONEXContainer
from omnibase_core.nodes import NodeOrchestrator

from .models import ModelBooking, ModelTrip, ModelTripEvents
from .protocols import ProtocolBookingSteps


class NodeTripBookingOrchestrator(NodeOrchestrator):
    """Books all parts of a trip, or none."""

    def __init__(self, container: ModelONEXContainer) -> None:
        super().__init__(container)
        self.steps = container.get_service(ProtocolBookingSteps)

    async def execute_orchestration(self, trip: ModelTrip) -> ModelTripEvents:
        """Takes back what was done, newest first, when a step fails."""
        done: list[ModelBooking] = []
        try:
            for part in trip.parts:
                done.append(await self.steps.book(part))
        except ModelOnexError as error:
            for booking in reversed(done):
                await self.steps.cancel(booking)
            raise ModelOnexError("trip taken back", error_code=EnumCoreErrorCode.OPERATION_FAILED) from error
        return ModelTripEvents(bookings=done)
