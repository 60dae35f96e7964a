import { sketch } from './sketch';

export const SAGA = sketch(`
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
`);

export const FAN_OUT = sketch(`
class NodeOfferRoundOrchestrator(NodeOrchestrator):
    """Asks all suppliers at once for an offer."""

    def __init__(self, container: ModelONEXContainer) -> None:
        super().__init__(container)
        self.suppliers = container.get_service(ProtocolSuppliers)

    async def execute_orchestration(self, wanted: ModelWanted) -> ModelOfferEvents:
        """Returns the offers that came in time; a supplier that fails costs only its own offer."""
        calls = [self.suppliers.ask(name, wanted, timeout_seconds=3.0) for name in wanted.supplier_names]
        answers = await asyncio.gather(*calls, return_exceptions=True)
        offers = [answer for answer in answers if isinstance(answer, ModelOffer)]
        if not offers:
            raise ModelOnexError("nobody made an offer", error_code=EnumCoreErrorCode.RESOURCE_UNAVAILABLE)
        return ModelOfferEvents(offers=offers, failed=len(answers) - len(offers))
`);

export const REQUEST_REPLY = sketch(`
class NodePriceQuestionEffect(NodeEffect):
    """Asks the price service over the bus and waits for its answer."""

    def __init__(self, container: ModelONEXContainer) -> None:
        super().__init__(container)
        self.channel = container.get_service(ProtocolReplyChannel)

    async def execute_effect(self, question: ModelPriceQuestion) -> ModelPrice:
        """Returns the reply whose correlation id is the question's."""
        reply = self.channel.expect(question.correlation_id)
        try:
            async with asyncio.timeout(question.timeout_seconds):
                await self.channel.send(question)
                return await reply
        except TimeoutError as error:
            raise ModelOnexError("no reply in time", error_code=EnumCoreErrorCode.TIMEOUT_EXCEEDED) from error
        finally:
            self.channel.forget(question.correlation_id)
`);

export const LEASE_LOCK = sketch(`
class NodeNightlyCleanupEffect(NodeEffect):
    """Cleans up, in one instance at a time."""

    def __init__(self, container: ModelONEXContainer) -> None:
        super().__init__(container)
        self.leases = container.get_service(ProtocolLeases)
        self.archive = container.get_service(ProtocolArchive)

    async def execute_effect(self, request: ModelCleanup) -> ModelCleanupResult:
        """Returns without work when another instance holds the lease."""
        lease = await self.leases.acquire("nightly-cleanup", seconds=30)
        if lease is None:
            return ModelCleanupResult(removed=0, held_elsewhere=True)
        try:
            removed = 0
            async for chunk in self.archive.expired(request.before):
                await lease.renew(seconds=30)
                removed += await self.archive.remove(chunk, fencing_token=lease.token)
            return ModelCleanupResult(removed=removed, held_elsewhere=False)
        finally:
            await lease.release()
`);

export const POLLING = sketch(`
class NodeJobWatchEffect(NodeEffect):
    """Looks at a remote job until it has ended."""

    def __init__(self, container: ModelONEXContainer) -> None:
        super().__init__(container)
        self.jobs = container.get_service(ProtocolJobs)

    async def execute_effect(self, watch: ModelJobWatch) -> ModelJobState:
        """Returns the final state, or fails when the job outlives the deadline."""
        try:
            async with asyncio.timeout(watch.deadline_seconds):
                while True:
                    state = await self.jobs.state(watch.job_id)
                    if state.is_final:
                        return state
                    await asyncio.sleep(watch.interval_seconds)
        except TimeoutError as error:
            raise ModelOnexError("the job is still running", error_code=EnumCoreErrorCode.TIMEOUT_EXCEEDED) from error
`);
