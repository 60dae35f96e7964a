import { sketch } from './sketch';

export const CRUD = sketch(`
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
`);

export const TRANSFORMATION = sketch(`
class NodeInvoiceLayoutCompute(NodeCompute):
    """Gives a supplier's invoice the layout of the ledger."""

    def __init__(self, container: ModelONEXContainer) -> None:
        super().__init__(container)

    async def execute_compute(self, invoice: ModelSupplierInvoice) -> ModelLedgerEntry:
        """Returns the entry; the invoice stays as it is."""
        if not invoice.lines:
            raise ModelOnexError("an invoice without lines", error_code=EnumCoreErrorCode.INVALID_INPUT)
        return ModelLedgerEntry(
            reference=invoice.number.strip().upper(),
            positions=[ModelPosition(text=line.label, cents=round(line.price * 100)) for line in invoice.lines],
        )
`);

export const AGGREGATION = sketch(`
class NodeSalesTotalReducer(NodeReducer):
    """Adds up sales by region."""

    def __init__(self, container: ModelONEXContainer) -> None:
        super().__init__(container)

    async def execute_reduction(self, state: ModelSalesTotals, batch: ModelSalesBatch) -> ModelSalesTotals:
        """Returns the new totals; the old state is left alone."""
        if batch.sequence <= state.sequence:
            return state
        totals = dict(state.by_region)
        for sale in batch.sales:
            totals[sale.region] = totals.get(sale.region, 0) + sale.cents
        return ModelSalesTotals(sequence=batch.sequence, by_region=totals)
`);

export const ORCHESTRATION = sketch(`
class NodeMonthEndOrchestrator(NodeOrchestrator):
    """Takes the month's closing from step to step."""

    def __init__(self, container: ModelONEXContainer) -> None:
        super().__init__(container)
        self.steps = container.get_service(ProtocolStepRunner)

    async def execute_orchestration(self, plan: ModelClosingPlan) -> ModelOrchestratorEvents:
        """Starts each step after those it depends on and returns the events to publish."""
        finished: set[str] = set()
        events: list[ModelStepEvent] = []
        for step in plan.in_dependency_order():
            if not step.depends_on <= finished:
                raise ModelOnexError("a step comes too early", error_code=EnumCoreErrorCode.INVALID_STATE)
            events.append(await self.steps.run(step, timeout_seconds=step.timeout_seconds))
            finished.add(step.name)
        return ModelOrchestratorEvents(events=events)
`);
