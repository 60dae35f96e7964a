import { sketch } from './sketch';

export const MESSAGE_PRODUCER = sketch(`
class NodeSignupNoticeEffect(NodeEffect):
    """Announces every new member."""

    def __init__(self, container: ModelONEXContainer) -> None:
        super().__init__(container)
        self.bus = container.get_service(ProtocolEventBus)

    async def execute_effect(self, signup: ModelSignup) -> ModelPublished:
        """Returns when the broker has acknowledged; events of one member share a key and keep their order."""
        event = ModelMemberJoined(correlation_id=signup.correlation_id, member_id=signup.member_id)
        try:
            async with asyncio.timeout(5.0):
                offset = await self.bus.publish("onex.evt.members.member-joined.v1", key=signup.member_id, value=event)
        except TimeoutError as error:
            raise ModelOnexError("not acknowledged", error_code=EnumCoreErrorCode.EVENT_BUS_ERROR) from error
        return ModelPublished(offset=offset)
`);

export const MESSAGE_CONSUMER = sketch(`
class NodeOrderInboxEffect(NodeEffect):
    """Books orders as they arrive on the bus."""

    def __init__(self, container: ModelONEXContainer) -> None:
        super().__init__(container)
        self.records = container.get_service(ProtocolOrderRecords)
        self.ledger = container.get_service(ProtocolLedger)

    async def execute_effect(self, subscription: ModelSubscription) -> ModelConsumed:
        """Commits an offset only after its record is booked; ends when the subscription does."""
        booked = 0
        async for record in self.records.subscribe(subscription.topic, group=subscription.group):
            try:
                await self.ledger.book(record.value, timeout_seconds=5.0)
            except ModelOnexError as error:
                await self.records.dead_letter(record, reason=str(error))
            await self.records.commit(record.offset)
            booked += 1
        return ModelConsumed(records=booked)
`);

export const OUTBOX = sketch(`
class NodeOrderAcceptEffect(NodeEffect):
    """Stores an order together with the event that announces it."""

    def __init__(self, container: ModelONEXContainer) -> None:
        super().__init__(container)
        self.pool = container.get_service(ProtocolConnectionPool)

    async def execute_effect(self, order: ModelOrder) -> ModelAccepted:
        """Both rows or none; a relay publishes the second one afterwards."""
        event = ModelOrderAccepted(order_id=order.id, correlation_id=order.correlation_id)
        try:
            async with asyncio.timeout(5.0), self.pool.acquire() as connection, connection.transaction():
                await connection.execute("INSERT INTO orders (id, body) VALUES ($1, $2)", order.id, order.body)
                await connection.execute("INSERT INTO outbox (event) VALUES ($1)", event.model_dump_json())
        except TimeoutError as error:
            raise ModelOnexError("not stored", error_code=EnumCoreErrorCode.DATABASE_OPERATION_ERROR) from error
        return ModelAccepted(order_id=order.id)
`);

export const IDEMPOTENCY = sketch(`
class NodeCardChargeEffect(NodeEffect):
    """Charges a card once, however often it is asked to."""

    def __init__(self, container: ModelONEXContainer) -> None:
        super().__init__(container)
        self.answers = container.get_service(ProtocolAnswerStore)
        self.cards = container.get_service(ProtocolCardGateway)

    async def execute_effect(self, charge: ModelCharge) -> ModelReceipt:
        """A repeated idempotency key gets the first answer again."""
        known = await self.answers.find(charge.idempotency_key)
        if known is not None:
            return known
        try:
            async with asyncio.timeout(10.0):
                receipt = await self.cards.charge(charge.card, charge.cents, key=charge.idempotency_key)
        except TimeoutError as error:
            raise ModelOnexError("unknown outcome", error_code=EnumCoreErrorCode.TIMEOUT_EXCEEDED) from error
        return await self.answers.keep_first(charge.idempotency_key, receipt)
`);

export const DEAD_LETTER_QUEUE = sketch(`
class NodePaymentIntakeEffect(NodeEffect):
    """Handles payments and sets aside those it cannot handle."""

    def __init__(self, container: ModelONEXContainer) -> None:
        super().__init__(container)
        self.payments = container.get_service(ProtocolPayments)
        self.bus = container.get_service(ProtocolEventBus)

    async def execute_effect(self, record: ModelPaymentRecord) -> ModelIntake:
        """A record that fails for good goes to the dead-letter topic with its origin and the reason."""
        try:
            await self.payments.accept(record.value, timeout_seconds=5.0)
        except ModelOnexError as error:
            letter = ModelDeadLetter(
                topic=record.topic, partition=record.partition, offset=record.offset, reason=str(error), value=record.value
            )
            await self.bus.publish("onex.dlq.payments.payment-received.v1", key=record.key, value=letter)
            return ModelIntake(accepted=False)
        return ModelIntake(accepted=True)
`);
