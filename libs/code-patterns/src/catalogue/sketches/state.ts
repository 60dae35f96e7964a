import { sketch } from './sketch';

export const FSM_REDUCER = sketch(`
class NodeParcelStatusReducer(NodeReducer):
    """Moves a parcel through its life."""

    def __init__(self, container: ModelONEXContainer) -> None:
        super().__init__(container)
        self.moves = {
            (EnumParcel.PACKED, EnumScan.PICKUP): EnumParcel.TRAVELLING,
            (EnumParcel.TRAVELLING, EnumScan.DOOR): EnumParcel.DELIVERED,
        }

    async def execute_reduction(self, parcel: ModelParcel, scan: ModelScan) -> ModelParcelStep:
        """Returns the next status and the intents it leads to; the parcel itself is not changed."""
        status = self.moves.get((parcel.status, scan.kind))
        if status is None:
            raise ModelOnexError("this move is not allowed", error_code=EnumCoreErrorCode.INVALID_STATE)
        intents = [ModelNotifyIntent(parcel_id=parcel.id)] if status is EnumParcel.DELIVERED else []
        return ModelParcelStep(status=status, intents=intents)
`);

export const EVENT_SOURCING = sketch(`
class NodeAccountLedgerReducer(NodeReducer):
    """Rebuilds an account from everything that ever happened to it."""

    def __init__(self, container: ModelONEXContainer) -> None:
        super().__init__(container)

    async def execute_reduction(self, start: ModelAccount, history: ModelAccountEvents) -> ModelAccount:
        """Replays the events in order; a gap in the versions is an error and not a guess."""
        account = start
        for event in history.events:
            if event.version != account.version + 1:
                raise ModelOnexError("a version is missing", error_code=EnumCoreErrorCode.INVALID_STATE)
            account = account.model_copy(
                update={"balance": account.balance + event.cents, "version": event.version},
            )
        return account
`);

export const PROJECTION = sketch(`
class NodeOpenOrderViewEffect(NodeEffect):
    """Keeps the table of open orders in step with the order events."""

    def __init__(self, container: ModelONEXContainer) -> None:
        super().__init__(container)
        self.rows = container.get_service(ProtocolOrderRows)

    async def execute_effect(self, event: ModelOrderEvent) -> ModelProjected:
        """Writes one row; an event older than the row changes nothing."""
        try:
            async with asyncio.timeout(5.0):
                changed = await self.rows.upsert_if_newer(event.order_id, event.sequence, event.summary)
        except TimeoutError as error:
            raise ModelOnexError(
                "the read model did not answer", error_code=EnumCoreErrorCode.TIMEOUT_EXCEEDED
            ) from error
        return ModelProjected(order_id=event.order_id, changed=changed)
`);
