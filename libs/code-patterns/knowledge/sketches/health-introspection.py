import asyncio

from omnibase_core.enums.enum_core_error_code import EnumCoreErrorCode
from omnibase_core.errors.model_onex_error import ModelOnexError
from omnibase_core.mixins import MixinHealthCheck
from omnibase_core.models.container.model_onex_container import ModelONEXContainer
from omnibase_core.nodes import NodeEffect

from .models import ModelGatewayReport, ModelLetter
from .protocols import ProtocolMailServer


class NodeMailGatewayEffect(NodeEffect, MixinHealthCheck):
    """Sends mail and says how it is doing."""

    def __init__(self, container: ModelONEXContainer) -> None:
        super().__init__(container)
        self.mail = container.get_service(ProtocolMailServer)
        self.sent = 0

    async def execute_effect(self, letter: ModelLetter) -> ModelGatewayReport:
        """Sends one mail and reports the count with the state of the server."""
        try:
            async with asyncio.timeout(10.0):
                await self.mail.send(letter)
                is_ready = await self.mail.ping()
        except TimeoutError as error:
            raise ModelOnexError("mail server hangs", error_code=EnumCoreErrorCode.SERVICE_UNHEALTHY) from error
        self.sent += 1
        return ModelGatewayReport(sent=self.sent, is_ready=is_ready)
