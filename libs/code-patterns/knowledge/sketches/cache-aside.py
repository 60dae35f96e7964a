import asyncio

from omnibase_core.enums.enum_core_error_code import EnumCoreErrorCode
from omnibase_core.errors.model_onex_error import ModelOnexError
from omnibase_core.mixins import MixinCaching
from omnibase_core.models.container.model_onex_container import ModelONEXContainer
from omnibase_core.nodes import NodeEffect

from .models import ModelCurrencyPair, ModelRate
from .protocols import ProtocolBank


class NodeExchangeRateEffect(NodeEffect, MixinCaching):
    """Knows exchange rates and asks the bank only now and then."""

    def __init__(self, container: ModelONEXContainer) -> None:
        super().__init__(container)
        self.bank = container.get_service(ProtocolBank)

    async def execute_effect(self, pair: ModelCurrencyPair) -> ModelRate:
        """Returns a rate that is at most ten minutes old."""
        key = self.generate_cache_key(pair)
        cached = await self.get_cached(key)
        if cached is not None:
            return ModelRate.model_validate(cached)
        try:
            async with asyncio.timeout(5.0):
                rate = await self.bank.rate(pair)
        except TimeoutError as error:
            raise ModelOnexError("no rate in time", error_code=EnumCoreErrorCode.TIMEOUT_EXCEEDED) from error
        await self.set_cached(key, rate.model_dump(), ttl_seconds=600)
        return rate
