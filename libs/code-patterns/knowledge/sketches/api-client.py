from omnibase_core.enums.enum_core_error_code import EnumCoreErrorCode
from omnibase_core.errors.model_onex_error import ModelOnexError
from omnibase_core.models.container.model_onex_container import ModelONEXContainer
from omnibase_core.nodes import NodeEffect

from .models import ModelForecast, ModelPlace
from .protocols import ProtocolHttpClient


class NodeForecastClientEffect(NodeEffect):
    """Fetches a forecast from the weather service."""

    def __init__(self, container: ModelONEXContainer) -> None:
        super().__init__(container)
        self.http = container.get_service(ProtocolHttpClient)

    async def execute_effect(self, place: ModelPlace) -> ModelForecast:
        """Returns the forecast; any answer but 200 is an error with the status in it."""
        try:
            answer = await self.http.get("/forecast", params={"town": place.town}, timeout=5.0)
        except TimeoutError as error:
            raise ModelOnexError("no answer in time", error_code=EnumCoreErrorCode.TIMEOUT_EXCEEDED) from error
        if answer.status_code != 200:
            raise ModelOnexError(
                f"the service said {answer.status_code}", error_code=EnumCoreErrorCode.SERVICE_UNAVAILABLE
            )
        return ModelForecast.model_validate_json(answer.text)
