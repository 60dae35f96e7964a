import { reasonsFor } from './asking.fixture';

describe('mixins for what Python code does', () => {
  it('retry, for a loop over attempts with a pause', async () => {
    const reasons = await reasonsFor(`
import asyncio
import httpx

class NodePriceEffect(NodeEffect):
    async def execute_effect(self, request):
        for attempt in range(5):
            try:
                return await self.client.get(request.url)
            except httpx.TransportError:
                await asyncio.sleep(2 ** attempt)
        raise ModelOnexError("unreachable")
`);
    expect(reasons['MixinRetry']).toBe(
      'line 10: a pause before the next attempt: retry by hand; no class of this name: see alternatives',
    );
    expect(reasons).not.toHaveProperty('MixinCaching');
    expect(reasons).not.toHaveProperty('MixinCircuitBreaker');
  });

  it('caching, for a store that is read before and filled after the work', async () => {
    const reasons = await reasonsFor(`
class NodeQuoteEffect(NodeEffect):
    def __init__(self, container):
        super().__init__(container)
        self._cache = {}

    async def execute_effect(self, request):
        found = self._cache.get(request.symbol)
        if found is not None:
            return found
        quote = await self.exchange.quote(request.symbol)
        self._cache[request.symbol] = quote
        return quote
`);
    expect(reasons['MixinCaching']).toMatch(/^line (?:7|11): .*: a cache by hand$/u);
  });

  it('caching, for a memoizing decorator', async () => {
    const reasons = await reasonsFor(`
from functools import lru_cache

class NodeTaxCompute(NodeCompute):
    @lru_cache(maxsize=512)
    def rate_for(self, country, year):
        return self.table[country][year]
`);
    expect(reasons['MixinCaching']).toMatch(/^line 4: @lru_cache.*: a cache by hand$/u);
  });

  it('a circuit breaker, for failures counted until a half-open state', async () => {
    const reasons = await reasonsFor(`
class NodeLedgerEffect(NodeEffect):
    async def execute_effect(self, request):
        if self.state == State.OPEN and self.clock() < self.reset_at:
            raise ModelOnexError("refused")
        if self.state == State.OPEN:
            self.state = State.HALF_OPEN
        try:
            answer = await self.ledger.post(request.body)
            self.failures = 0
            return answer
        except ConnectionError:
            self.failures += 1
            if self.failures >= self.failure_threshold:
                self.state = State.OPEN
            raise
`);
    expect(reasons['MixinCircuitBreaker']).toMatch(/^line \d+: .*: a circuit breaker by hand;/u);
    expect(reasons).not.toHaveProperty('MixinRetry');
  });

  it('health checks and introspection, for methods of that meaning', async () => {
    const reasons = await reasonsFor(`
class NodeIndexEffect(NodeEffect):
    async def health_check(self):
        return await self.index.ping()

    def get_capabilities(self):
        return ["search", "suggest"]
`);
    expect(reasons['MixinHealthCheck']).toBe('line 2: defines health_check: health checks by hand');
    expect(reasons['MixinIntrospection']).toMatch(/^line 5: defines get_capabilities: introspection by hand/u);
  });

  it('metrics, for a counter of a library, and timings', async () => {
    const reasons = await reasonsFor(`
import time
from prometheus_client import Counter

ORDERS = Counter("orders_total", "Orders taken")

class NodeOrderEffect(NodeEffect):
    async def execute_effect(self, request):
        started = time.perf_counter()
        ORDERS.inc()
        return time.perf_counter() - started
`);
    expect(reasons['MixinMetrics']).toBe('line 4: calls Counter: metrics by hand');
  });

  it('the event bus, for what is published with a Kafka client', async () => {
    const reasons = await reasonsFor(`
from aiokafka import AIOKafkaProducer

class NodeAnnounceEffect(NodeEffect):
    def __init__(self, container):
        super().__init__(container)
        self.producer = AIOKafkaProducer(bootstrap_servers="broker:9092")

    async def execute_effect(self, request):
        await self.producer.send_and_wait("orders.placed.v1", request.model_dump_json().encode())
`);
    expect(reasons['MixinEventBus']).toMatch(/^line 9: .*: events published by hand$/u);
    expect(reasons).not.toHaveProperty('MixinEventHandler');
  });

  it('event handling, for records that are consumed', async () => {
    const reasons = await reasonsFor(`
from aiokafka import AIOKafkaConsumer

class NodeIntakeEffect(NodeEffect):
    async def run(self):
        consumer = AIOKafkaConsumer("orders.placed.v1", group_id="intake")
        async for record in consumer:
            await self.take(record.value)
            await consumer.commit()
`);
    expect(reasons['MixinEventHandler']).toMatch(/^line \d: .*: events received by hand$/u);
  });

  it('a rate limit, a time limit, a transaction and connections', async () => {
    const reasons = await reasonsFor(`
import asyncio
import asyncpg

class NodeStoreEffect(NodeEffect):
    async def open(self):
        self.pool = await asyncpg.create_pool(self.dsn)

    async def execute_effect(self, request):
        self.tokens = min(self.capacity, self.tokens + self.refill_rate)
        if self.tokens < 1:
            raise ModelOnexError("too many requests")
        async with asyncio.timeout(5):
            async with self.pool.acquire() as connection:
                async with connection.transaction():
                    await connection.execute("UPDATE stock SET left = left - 1")
`);
    expect(reasons['MixinConnection']).toMatch(/^line 6: calls asyncpg.create_pool: connections by hand/u);
    expect(reasons['MixinTransaction']).toMatch(/^line 14: calls connection.transaction: transactions by hand/u);
    expect(reasons['MixinTimeout']).toMatch(/^line 12: .*: a time limit by hand/u);
    expect(reasons['MixinRateLimiter']).toMatch(/^line \d+: .*: a rate limit by hand/u);
  });

  it('validation, for findings that are collected', async () => {
    const reasons = await reasonsFor(`
class NodeOrderCompute(NodeCompute):
    def validate_order(self, order):
        errors = []
        if not order.lines:
            errors.append("an order needs lines")
        if order.total < 0:
            errors.append("a total is not negative")
        return errors
`);
    expect(reasons['MixinValidation']).toMatch(/^line \d: .*: checks of the input by hand;/u);
  });

  it('serialization and digests', async () => {
    const reasons = await reasonsFor(`
import hashlib
import json as codec

class NodeStampCompute(NodeCompute):
    def execute_compute(self, block):
        body = codec.dumps(block, sort_keys=True)
        return hashlib.sha256(body.encode()).hexdigest()
`);
    expect(reasons['MixinSerialization']).toMatch(/^line 6: calls codec.dumps: serialization by hand;/u);
    expect(reasons['MixinHashComputation']).toMatch(/^line 7: calls hashlib.sha256.*: digests by hand$/u);
  });

  it('the first line of several that do it', async () => {
    const reasons = await reasonsFor(`
import json
import yaml

class NodeReadCompute(NodeCompute):
    def execute_compute(self, text):
        document = yaml.safe_load(text)
        return json.dumps(document)
`);
    expect(reasons['MixinSerialization']).toMatch(/^line 6: calls yaml.safe_load/u);
  });

  it('redaction, for a secret that goes into the log', async () => {
    const reasons = await reasonsFor(`
import logging

logger = logging.getLogger(__name__)

class NodeLoginEffect(NodeEffect):
    async def execute_effect(self, request):
        logger.info(f"login of {request.user} with {request.db_password}")
        return await self.identity.login(request.user)
`);
    expect(reasons['MixinSensitiveFieldRedaction']).toBe(
      'line 7: logs request.db_password: a secret goes into the log',
    );
    expect(reasons['MixinLogging']).toMatch(/^line 3: calls logging.getLogger: logging by hand;/u);
  });

  it('a state machine, for a table of transitions', async () => {
    const reasons = await reasonsFor(`
TRANSITIONS = {
    ("draft", "submit"): "submitted",
    ("submitted", "approve"): "approved",
}

class NodeOrderReducer(NodeReducer):
    def next_state(self, state, event):
        return TRANSITIONS[(state, event)]
`);
    expect(reasons['MixinFSMExecution']).toMatch(/^line \d: .*: a state machine by hand$/u);
  });

  it('the mixin whose methods a class defines itself', async () => {
    const reasons = await reasonsFor(`
class NodeSearchEffect(NodeEffect):
    async def get_cached(self, key):
        return self._kept.get(key)

    async def set_cached(self, key, value):
        self._kept[key] = value
`);
    expect(reasons['MixinCaching']).toBe('line 2: defines get_cached: by hand, as 1 more of its methods');
  });
});

describe('no mixin', () => {
  it('is recommended for words of comments, documentation and texts', async () => {
    const reasons = await reasonsFor(`
"""Cache results, retry with backoff, publish events, check health; see MixinCaching."""

class NodeSumCompute(NodeCompute):
    """Uses MixinRetry and a circuit breaker. Rate limit: 5 per second."""

    # TODO cache the sum in redis and record metrics with prometheus_client
    def execute_compute(self, numbers):
        message = "cached by MixinCaching, retried by MixinRetry, health_check, token bucket"
        return {"sum": sum(numbers), "note": message}
`);
    expect(reasons).toEqual({});
  });

  it('is recommended for a library that is imported and not used', async () => {
    expect(
      await reasonsFor(`
import hashlib
import argparse

class NodeEchoCompute(NodeCompute):
    def execute_compute(self, text):
        return text
`),
    ).toEqual({});
  });

  it('is recommended for a harmless value in the log, nor for a call that hides it', async () => {
    const reasons = await reasonsFor(`
class NodeLoginEffect(NodeEffect):
    async def execute_effect(self, request):
        self.logger.info("password of %s checked, %s left", request.user, request.token_count)
        self.logger.debug("with %s", fingerprint(request.password))
        self.logger.debug("a template has {password}, and the password is kept")
`);
    expect(reasons).not.toHaveProperty('MixinSensitiveFieldRedaction');
  });

  it('is recommended for one telling name, nor for a queue inside the process', async () => {
    expect(
      await reasonsFor(`
class NodePaceEffect(NodeEffect):
    async def execute_effect(self, request):
        job = await self._queue.get()
        return self.rate_limiter.describe(job)
`),
    ).toEqual({});
  });

  it('is recommended for a protocol, which only says what others do', async () => {
    expect(
      await reasonsFor(`
from typing import Protocol

class ProtocolProbe(Protocol):
    async def health_check(self) -> bool: ...

class NodeEchoCompute(NodeCompute):
    def execute_compute(self, text):
        return text
`),
    ).toEqual({});
  });

  it('is recommended for functions of the source that are named like those of a library', async () => {
    const reasons = await reasonsFor(`
class json:
    @staticmethod
    def dumps(value):
        return str(value)

class NodeTextCompute(NodeCompute):
    def execute_compute(self, value):
        return json.dumps(value)
`);
    expect(reasons).not.toHaveProperty('MixinSerialization');
  });
});
