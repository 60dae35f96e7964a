/** Code that shows a pattern, beside the catalogue's own sketches. */
export const SHOWN: readonly (readonly [id: string, code: string])[] = [
  [
    'crud',
    'class Tags:\n  def add_tag(self, t): ...\n  def get_tag(self, k): ...\n  def list_tags(self): ...\n  def remove_tag(self, k): ...\n',
  ],
  [
    'transformation',
    'def parse_label(text: str) -> Label:\n  first, _, rest = text.partition(":")\n  return Label(first, rest)\n',
  ],
  [
    'aggregation',
    'def words(lines):\n  seen = {}\n  for line in lines:\n    seen[line] = seen.get(line, 0) + 1\n  return seen\n',
  ],
  ['orchestration', 'async def drive(plan, run):\n  for stage in plan.stages:\n    await run(stage)\n'],
  [
    'validation',
    'def check(order):\n  problems = []\n  if not order.lines:\n    problems.append("no lines")\n  if order.total < 0:\n    problems.append("below zero")\n  return problems\n',
  ],
  ['scoring-classification', 'def rate(a, b):\n  return 0.6 * a + 0.4 * b\n'],
  [
    'decision-table',
    'LIMITS = [\n  (10, "small"),\n  (50, "medium"),\n]\ndef size(n):\n  for limit, name in LIMITS:\n    if n < limit:\n      return name\n  return "large"\n',
  ],
  [
    'fsm-reducer',
    'TRANSITIONS = {"open": {"close": "closed"}}\ndef next_state(state, event):\n  return TRANSITIONS[state][event]\n',
  ],
  [
    'event-sourcing',
    'def rehydrate(stream):\n  balance = Balance()\n  for event in stream.events:\n    balance = balance.apply(event)\n  return balance\n',
  ],
  [
    'projection',
    'async def on_moved(event, rows):\n  await rows.upsert(event.thing_id, event.place, sequence=event.sequence)\n',
  ],
  [
    'saga-compensation',
    'async def book(steps):\n  done = []\n  try:\n    for step in steps:\n      done.append(await step.do())\n  except OSError:\n    for step in reversed(done):\n      await step.undo()\n    raise\n',
  ],
  [
    'fan-out-fan-in',
    'async def ask(names):\n  async with asyncio.TaskGroup() as group:\n    tasks = [group.create_task(one(name)) for name in names]\n  return [task.result() for task in tasks]\n',
  ],
  [
    'request-reply',
    'class Calls:\n  async def call(self, message):\n    future = self.loop.create_future()\n    self.pending[message.correlation_id] = future\n    await self.bus.send(message)\n    return await future\n',
  ],
  [
    'lease-lock',
    'async def once(leases):\n  held = await leases.acquire("nightly")\n  try:\n    await held.renew()\n  finally:\n    await held.release()\n',
  ],
  ['polling', 'async def watch(job):\n  while not await job.done():\n    await asyncio.sleep(5)\n'],
  [
    'api-client',
    'import httpx\nasync def town(client, name):\n  reply = await client.get(f"/towns/{name}")\n  reply.raise_for_status()\n  return reply.json()\n',
  ],
  [
    'db-repository',
    'async def save(self, user):\n  async with self.pool.acquire() as conn:\n    await conn.execute("UPDATE users SET name = $1 WHERE id = $2", user.name, user.id)\n',
  ],
  [
    'file-processing',
    'def first_lines(folder):\n  for path in folder.rglob("*.txt"):\n    with open(path) as file:\n      yield file.readline()\n',
  ],
  ['streaming-batch', 'async def pages(source):\n  async for page in source.all():\n    yield page\n'],
  [
    'llm-call',
    'from openai import AsyncOpenAI\nasync def short(client, text):\n  return await client.chat.completions.create(messages=[text], max_tokens=50)\n',
  ],
  ['message-producer', 'async def tell(producer, user):\n  await producer.send("onex.evt.users.user-left.v1", user)\n'],
  [
    'message-consumer',
    'async def listen(consumer, handle):\n  async for record in consumer:\n    await handle(record)\n    await consumer.commit()\n',
  ],
  [
    'outbox',
    'async def store(conn, order):\n  async with conn.transaction():\n    await conn.execute("INSERT INTO order_outbox (body) VALUES ($1)", order)\n',
  ],
  [
    'idempotency',
    'class Intake:\n  async def handle(self, message):\n    if message.id in self._processed_ids:\n      return\n    self._processed_ids.add(message.id)\n    await self.work(message)\n',
  ],
  [
    'dead-letter-queue',
    'async def handle(self, record):\n  try:\n    await self.work(record)\n  except ValueError as error:\n    await self.producer.send("orders.dlq", record, reason=str(error))\n',
  ],
  [
    'cache-aside',
    'async def rate(self, pair):\n  if pair in self._cache:\n    return self._cache[pair]\n  value = await self.bank.rate(pair)\n  self._cache[pair] = value\n  return value\n',
  ],
  ['cache-aside', '@lru_cache(maxsize=100)\ndef factor(a: str, b: str) -> float:\n  return slow(a, b)\n'],
  [
    'retry-backoff',
    'def load(url):\n  delay = 1\n  while True:\n    try:\n      return get(url)\n    except OSError:\n      time.sleep(delay)\n      delay *= 2\n',
  ],
  ['retry-backoff', 'from tenacity import retry\n@retry(stop=3)\ndef load(url):\n  return get(url)\n'],
  [
    'circuit-breaker',
    'class Breaker:\n  def allow(self):\n    if self.state is State.OPEN and self.clock() > self.reset_timeout:\n      self.state = State.HALF_OPEN\n    return self.state is not State.OPEN\n',
  ],
  [
    'bulkhead',
    'class Pages:\n  def __init__(self):\n    self.slots = asyncio.BoundedSemaphore(4)\n  async def load(self, url):\n    async with self.slots:\n      return await get(url)\n',
  ],
  [
    'rate-limit',
    'class Quota:\n  def take(self, now):\n    self.tokens = min(self.capacity, self.tokens + (now - self.at) * self.rate)\n    if self.tokens < 1:\n      raise TooMany()\n    self.tokens -= 1\n',
  ],
  ['timeout', 'async def soon(call):\n  return await asyncio.wait_for(call, 3)\n'],
  ['health-introspection', 'class Gate:\n  async def health_check(self):\n    return {"up": True}\n'],
  [
    'auth',
    'import jwt\ndef who(token, key):\n  claims = jwt.decode(token, key)\n  if "admin" not in claims.roles:\n    raise PermissionError("admins only")\n  return claims\n',
  ],
  [
    'redaction',
    'HIDDEN = {"password", "api_key"}\ndef clean(entry):\n  return {name: "[REDACTED]" if name in HIDDEN else value for name, value in entry.items()}\n',
  ],
  ['handler-routing', 'class NodeDeskEffect(NodeEffect):\n  """All of it stands in the contract."""\n'],
  [
    'handler-routing',
    'class Desk:\n  def __init__(self):\n    self.routes = {"open": self._handle_open, "close": self._handle_close}\n',
  ],
  ['strategy', 'class Price(ABC): ...\nclass ByWeight(Price): ...\nclass ByDistance(Price): ...\n'],
  ['factory', 'def make_reader(name):\n  if name == "csv":\n    return CsvReader()\n  return JsonReader()\n'],
  [
    'adapter',
    'class OldMailAdapter:\n  def __init__(self, old):\n    self.old = old\n  def send(self, mail):\n    self.old.deliver(mail.to, mail.text)\n',
  ],
  [
    'observer',
    'class Stock:\n  def attach(self, listener):\n    self.listeners.append(listener)\n  def change(self, level):\n    for listener in self.listeners:\n      listener(level)\n',
  ],
  [
    'singleton',
    'class Settings:\n  _instance = None\n  @classmethod\n  def get_instance(cls):\n    if cls._instance is None:\n      cls._instance = cls()\n    return cls._instance\n',
  ],
  [
    'builder',
    'class Query:\n  def where(self, text):\n    self.texts.append(text)\n    return self\n  def limited(self, n):\n    self.n = n\n    return self\n  def build(self):\n    return tuple(self.texts)\n',
  ],
  [
    'god-class',
    `class Everything:\n${Array.from({ length: 20 }, (_, n) => `  def do_${n}(self): ...\n`).join('')}${'  # long\n'.repeat(400)}  def last(self): ...\n`,
  ],
  [
    'business-logic-in-node',
    `class NodePriceCompute(NodeCompute):\n  def execute_compute(self, a):\n${'    if a.ok:\n      a = a.next\n'.repeat(9)}    return a\n`,
  ],
  [
    'manual-wiring',
    'class NodePageEffect(NodeEffect):\n  def __init__(self, container):\n    super().__init__(container)\n    self.db = DatabaseClient("db")\n',
  ],
  ['swallowed-errors', 'try:\n  work()\nexcept Exception:\n  pass\n'],
  ['shared-mutable-state', 'class NodeSumReducer(NodeReducer):\n  totals = {}\n'],
  ['shared-mutable-state', 'def collect(item, into=[]):\n  into.append(item)\n  return into\n'],
  [
    'io-in-compute',
    'import httpx\nclass NodePriceCompute(NodeCompute):\n  def execute_compute(self, a):\n    return httpx.get(a.url)\n',
  ],
  [
    'orchestrator-result',
    'class NodeDayOrchestrator(NodeOrchestrator):\n  async def execute_orchestration(self, a):\n    return ModelHandlerOutput.for_orchestrator(result=a.sum)\n',
  ],
];

/** Code that only looks like a pattern. */
export const NOT_SHOWN: readonly (readonly [id: string, what: string, code: string])[] = [
  ['cache-aside', 'a dictionary that is called cache', 'def f():\n  cache = {}\n  cache["a"] = 1\n  return cache\n'],
  ['cache-aside', 'a cache that is only emptied', 'def f(self):\n  if self.old:\n    self.cache.clear()\n'],
  [
    'retry-backoff',
    'a loop with a handler and no pause',
    'for n in range(3):\n  try:\n    return work()\n  except OSError:\n    continue\n',
  ],
  ['retry-backoff', 'a loop that pauses and handles nothing', 'while True:\n  work()\n  time.sleep(1)\n'],
  [
    'retry-backoff',
    'a worker that goes on after an error',
    'async def loop(self):\n  while self.running:\n    try:\n      await self.step()\n    except OSError:\n      log()\n    await asyncio.sleep(1)\n',
  ],
  [
    'polling',
    'a retry',
    'def f():\n  for attempt in range(3):\n    try:\n      return work()\n    except OSError:\n      time.sleep(1)\n',
  ],
  ['polling', 'a pause outside of any loop', 'time.sleep(1)\n'],
  ['crud', 'a function get_user', 'def get_user(key):\n  return users[key]\n'],
  ['crud', 'operations on different nouns', 'def create_user(): ...\ndef get_price(): ...\ndef delete_file(): ...\n'],
  ['crud', 'methods of a dictionary', 'd.get(1)\nd.update(x)\nd.add(2)\nd.remove(3)\n'],
  ['aggregation', 'a counter outside of a loop', 'def f(a):\n  a["n"] += 1\n'],
  ['fan-out-fan-in', 'tasks gathered while stopping', 'async def stop(self):\n  await asyncio.gather(*self.tasks)\n'],
  ['rate-limit', 'an error for somebody else’s limit', 'raise RateLimitError("later")\n'],
  ['rate-limit', 'tokens of a language model', 'def f(usage):\n  return usage.tokens\n'],
  ['api-client', 'a dictionary of requests', 'def f(requests_by_id):\n  return requests_by_id.get("a")\n'],
  [
    'api-client',
    'an import for type checkers',
    'if TYPE_CHECKING:\n  import httpx\ndef f(reply: httpx.Response):\n  return reply.status_code\n',
  ],
  ['file-processing', 'its own contract', 'HERE = Path(__file__).parent / "contract.yaml"\ndata = HERE.read_text()\n'],
  ['db-repository', 'SQL in a docstring', 'def f():\n  """SELECT a FROM b"""\n'],
  [
    'builder',
    'a context manager',
    'class A:\n  def __enter__(self):\n    return self\n  def __iter__(self):\n    return self\n',
  ],
  ['singleton', 'a cached function with an argument', '@functools.cache\ndef f(a):\n  return a\n'],
  ['timeout', 'a model that holds a timeout', 'settings = ModelSettings(timeout_seconds=3)\n'],
  ['timeout', 'no timeout', 'client.get("/a", timeout=None)\n'],
  ['message-producer', 'a log entry', 'emit_log_event("started")\n'],
  ['idempotency', 'duplicates in a list', 'seen = set()\nfor x in xs:\n  if x in seen:\n    continue\n  seen.add(x)\n'],
  ['observer', 'a loop over hooks that calls nothing', 'for hook in hooks:\n  print(hook)\n'],
  [
    'handler-routing',
    'a node with code of its own',
    'class NodeAEffect(NodeEffect):\n  def execute_effect(self, a):\n    return a.b\n',
  ],
  ['swallowed-errors', 'an error that is named and ignored', 'try:\n  work()\nexcept FileNotFoundError:\n  pass\n'],
  ['streaming-batch', 'a context manager that yields', '@asynccontextmanager\nasync def f():\n  yield 1\n'],
  [
    'lease-lock',
    'a connection out of a pool',
    'async def f(pool):\n  c = await pool.acquire()\n  await pool.release(c)\n',
  ],
];
