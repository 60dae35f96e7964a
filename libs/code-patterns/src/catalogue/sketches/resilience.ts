import { sketch } from './sketch';

export const CACHE_ASIDE = sketch(`
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
`);

export const RETRY_BACKOFF = sketch(`
class NodeStockLookupEffect(NodeEffect):
    """Asks the warehouse, which is out of breath at times."""

    def __init__(self, container: ModelONEXContainer) -> None:
        super().__init__(container)
        self.warehouse = container.get_service(ProtocolWarehouse)
        self.jitter = container.get_service(ProtocolJitter)

    async def execute_effect(self, article: ModelArticle) -> ModelStock:
        """Tries three times with growing, jittered pauses; only failures of the connection are repeated."""
        for attempt in range(3):
            try:
                return await self.warehouse.stock(article.number, timeout_seconds=2.0)
            except ConnectionError as error:
                if attempt == 2:
                    raise ModelOnexError(
                        "still not reachable", error_code=EnumCoreErrorCode.NETWORK_ERROR
                    ) from error
                await asyncio.sleep(2**attempt + self.jitter.seconds())
        raise ModelOnexError("not reached", error_code=EnumCoreErrorCode.INTERNAL_ERROR)
`);

export const CIRCUIT_BREAKER = sketch(`
class NodeTariffClientEffect(NodeEffect):
    """Leaves a failing tariff service alone for a while."""

    def __init__(self, container: ModelONEXContainer) -> None:
        super().__init__(container)
        self.tariffs = container.get_service(ProtocolTariffs)
        self.failures = 0
        self.closed_again_at = 0.0

    async def execute_effect(self, question: ModelTariffQuestion) -> ModelTariff:
        """After five failures in a row refuses for a minute, then lets one call probe."""
        if self.failures >= 5 and time.monotonic() < self.closed_again_at:
            raise ModelOnexError("left alone", error_code=EnumCoreErrorCode.SERVICE_UNAVAILABLE)
        try:
            tariff = await self.tariffs.ask(question, timeout_seconds=2.0)
        except (ConnectionError, TimeoutError) as error:
            self.failures += 1
            self.closed_again_at = time.monotonic() + 60.0
            raise ModelOnexError("no tariff", error_code=EnumCoreErrorCode.NETWORK_ERROR) from error
        self.failures = 0
        return tariff
`);

export const BULKHEAD = sketch(`
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
`);

export const RATE_LIMIT = sketch(`
class NodeAccessQuotaReducer(NodeReducer):
    """Counts a client's calls against its quota."""

    def __init__(self, container: ModelONEXContainer) -> None:
        super().__init__(container)

    async def execute_reduction(self, bucket: ModelBucket, call: ModelCall) -> ModelBucket:
        """Refills by the time that has passed and takes one token; refuses when none is left."""
        refill = (call.at_seconds - bucket.at_seconds) * bucket.tokens_per_second
        tokens = min(bucket.capacity, bucket.tokens + max(refill, 0.0))
        if tokens < 1.0:
            raise ModelOnexError("too many calls", error_code=EnumCoreErrorCode.RATE_LIMIT_ERROR)
        return bucket.model_copy(update={"tokens": tokens - 1.0, "at_seconds": call.at_seconds})
`);

export const TIMEOUT = sketch(`
class NodeQuoteEffect(NodeEffect):
    """Gets a quote within the time the caller has left."""

    def __init__(self, container: ModelONEXContainer) -> None:
        super().__init__(container)
        self.insurers = container.get_service(ProtocolInsurers)

    async def execute_effect(self, request: ModelQuoteRequest) -> ModelQuote:
        """Cancels the call when the budget is used up and hands on a smaller one."""
        try:
            async with asyncio.timeout(request.budget_seconds):
                return await self.insurers.quote(request, timeout_seconds=request.budget_seconds * 0.9)
        except TimeoutError as error:
            raise ModelOnexError(
                f"no quote within {request.budget_seconds} s", error_code=EnumCoreErrorCode.TIMEOUT_EXCEEDED
            ) from error
`);
