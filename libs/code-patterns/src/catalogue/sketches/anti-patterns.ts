import { sketch } from './sketch';

export const GOD_CLASS = sketch(`
class NodeOrderIntakeOrchestrator(NodeOrchestrator):
    """Connects nodes that each have one task."""

    def __init__(self, container: ModelONEXContainer) -> None:
        super().__init__(container)
        self.check = container.get_service(ProtocolOrderCheck)
        self.store = container.get_service(ProtocolOrderStore)

    async def execute_orchestration(self, order: ModelOrder) -> ModelOrderEvents:
        """Checking and storing live in nodes of their own."""
        findings = await self.check.run(order)
        if findings:
            raise ModelOnexError("order refused", error_code=EnumCoreErrorCode.VALIDATION_FAILED)
        return ModelOrderEvents(events=[await self.store.run(order, timeout_seconds=5.0)])
`);

export const BUSINESS_LOGIC_IN_NODE = sketch(`
def with_discount(cents: int, loyal_years: int) -> int:
    """One percent a year, ten at most; tested without any node."""
    return cents * (100 - min(loyal_years, 10)) // 100


class NodeDiscountCompute(NodeCompute):
    """Passes the numbers on to the rule."""

    def __init__(self, container: ModelONEXContainer) -> None:
        super().__init__(container)

    async def execute_compute(self, basket: ModelBasket) -> ModelBasketPrice:
        """Returns what the rule says."""
        return ModelBasketPrice(cents=with_discount(basket.cents, basket.loyal_years))
`);

export const MANUAL_WIRING = sketch(`
class NodeArchiveEffect(NodeEffect):
    """Asks the container for what it needs."""

    def __init__(self, container: ModelONEXContainer) -> None:
        super().__init__(container)
        self.archive = container.get_service(ProtocolArchive)

    async def execute_effect(self, document: ModelDocument) -> ModelArchived:
        """Which archive it is, the deployment decides."""
        try:
            async with asyncio.timeout(10.0):
                return await self.archive.keep(document)
        except TimeoutError as error:
            raise ModelOnexError("not archived", error_code=EnumCoreErrorCode.TIMEOUT_EXCEEDED) from error
`);

export const SWALLOWED_ERRORS = sketch(`
class NodeLedgerEntryEffect(NodeEffect):
    """Says so when it fails."""

    def __init__(self, container: ModelONEXContainer) -> None:
        super().__init__(container)
        self.ledger = container.get_service(ProtocolLedger)

    async def execute_effect(self, entry: ModelEntry) -> ModelBooked:
        """Catches what it can name and keeps the cause."""
        try:
            return await self.ledger.book(entry, timeout_seconds=5.0)
        except ConnectionError as error:
            raise ModelOnexError("ledger unreachable", error_code=EnumCoreErrorCode.NETWORK_ERROR) from error
`);

export const SHARED_MUTABLE_STATE = sketch(`
class NodeVisitCountReducer(NodeReducer):
    """Counts visits without remembering any."""

    def __init__(self, container: ModelONEXContainer) -> None:
        super().__init__(container)

    async def execute_reduction(self, state: ModelVisits, visit: ModelVisit) -> ModelVisits:
        """The state comes in and a new one goes out."""
        counts = {**state.by_page, visit.page: state.by_page.get(visit.page, 0) + 1}
        return ModelVisits(by_page=counts)
`);

export const IO_IN_COMPUTE = sketch(`
class NodeOverdueCompute(NodeCompute):
    """Finds overdue invoices among those it is given."""

    def __init__(self, container: ModelONEXContainer) -> None:
        super().__init__(container)

    async def execute_compute(self, question: ModelOverdueQuestion) -> ModelOverdue:
        """The invoices and today's date were fetched by an effect node before."""
        overdue = [invoice.id for invoice in question.invoices if invoice.due_on < question.today]
        return ModelOverdue(invoice_ids=overdue)
`);

export const ORCHESTRATOR_RESULT = sketch(`
class NodeQuoteRoundOrchestrator(NodeOrchestrator):
    """Asks for a price and passes on events, never a result of its own."""

    def __init__(self, container: ModelONEXContainer) -> None:
        super().__init__(container)
        self.pricing = container.get_service(ProtocolPricingNode)

    async def execute_orchestration(self, request: ModelQuoteRequest) -> ModelQuoteEvents:
        """The compute node calculates; this one only says what has happened."""
        priced = await self.pricing.run(request, timeout_seconds=5.0)
        return ModelQuoteEvents(events=[priced], correlation_id=request.correlation_id)
`);
