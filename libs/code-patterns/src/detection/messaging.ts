import { type CallItem, type Item, lastName } from '#code-model';
import { setOf } from '#text';
import { named, startOf } from './common';
import type { Facts, Named } from './facts';
import { feature, sign, type Detector, type Sign } from './feature';
import { bare, receiverOf, wordsOf } from './identifiers';
import { handlerAround, inside, scopeOf } from './scopes';

const BUSES = setOf('producer bus broker kafka publisher emitter queue nats rabbit channel topic stream');
const PUBLISHES = [
  'publish',
  'produce',
  'publish_event',
  'publish_envelope',
  'publish_message',
  'send_event',
  'send_message',
  'emit_event',
  'send_and_wait',
  'basic_publish',
  'publishEvent',
  'xadd',
];

function* publishing(facts: Facts): Iterable<Sign> {
  for (const item of facts.calls(PUBLISHES)) if (item.callee.includes('.')) yield sign(item, `${item.callee}(…)`);
  for (const item of facts.calls(['send', 'emit'])) if (isOnBus(item)) yield sign(item, `${item.callee}(…)`);
}

function isOnBus({ callee }: CallItem): boolean {
  return wordsOf(lastName(bare(receiverOf(callee)))).some((word) => BUSES.has(word));
}

const TOPIC = /^(?:onex|omninode|dev|prod|staging|\{\})?[\w{}-]*(?:\.[\w{}-]+){2,}\.v\d+$/;

function* topics(facts: Facts): Iterable<Sign> {
  for (const item of facts.calls([...PUBLISHES, 'send', 'emit'])) {
    const topic = item.arguments.find(
      ({ name, value }) => name === 'topic' || /topic/i.test(value.path) || TOPIC.test(value.text ?? ''),
    );
    if (topic !== undefined) yield sign(topic.value, 'a topic');
  }
}

function* publishers(facts: Facts): Iterable<Sign> {
  yield* named(facts, ['publish', 'emit'], /^_?(?:publish|emit)_?(?!.*(?:log|metric))/i, 'function');
  yield* named(facts, ['publisher', 'producer'], /(?:Publisher|Producer)$/, 'class');
}

function* subscriptions(facts: Facts): Iterable<Sign> {
  for (const item of facts.calls(['subscribe', 'consume', 'basic_consume', 'start_consuming', 'getmany', 'getone']))
    if (item.callee.includes('.')) yield sign(item, `${item.callee}(…)`);
  for (const item of facts.calls(['AIOKafkaConsumer', 'Consumer', 'KafkaConsumer']))
    yield sign(item, `${item.callee}(…)`);
}

const RECORDS = /(?:consumer|subscri\w*|records|messages|_queue|queue)(?:\(|$)/i;

function* recordLoops(facts: Facts): Iterable<Sign> {
  for (const item of facts.code.all('loop')) {
    if (item.async && RECORDS.test(item.over.slice(0, 100))) yield sign(startOf(item), `records of ${item.over}`);
  }
}

const CONSUMERS = setOf('consumer records subscription message msg channel');

function* commits(facts: Facts): Iterable<Sign> {
  for (const item of facts.calls(['commit', 'ack', 'nack', 'basic_ack', 'poll'])) {
    const on = wordsOf(lastName(bare(receiverOf(item.callee))));
    if (on.some((word) => CONSUMERS.has(word))) yield sign(item, `${item.callee}(…)`);
  }
}

const OUTBOX = /\bINTO\s+\S*outbox|\bFROM\s+\S*outbox|\bUPDATE\s+\S*outbox/i;

function* outboxRows(facts: Facts): Iterable<Sign> {
  for (const item of facts.sqlLike(OUTBOX)) yield sign(startOf(item), 'a row of the outbox');
}

function* outboxTransactions(facts: Facts): Iterable<Sign> {
  const marked = [...facts.sqlLike(OUTBOX), ...facts.named('outbox', 'call', 'receiver').map(({ item }) => item)];
  const scopes = new Set<Item>(marked.map(scopeOf));
  for (const item of facts.calls(['transaction', 'begin']))
    if (scopes.has(scopeOf(item))) yield sign(item, 'in one transaction');
}

const KEY = /idempotency|idempotent|dedup(?:e|lication)?_?(?:key|id)|dedupKey/i;
const LOOKS = setOf('find get lookup check exists has seen is was load fetch');

const KEY_WORDS = ['idempotency', 'idempotent', 'dedup', 'dedupe', 'deduplication', 'duplicate', 'already'];
const LOOKUP = /idempoten|dedup|already_(?:processed|handled|seen)|is_duplicate/i;

/** The key is looked up. */
function* lookups(facts: Facts): Iterable<Sign> {
  for (const { item } of KEY_WORDS.flatMap((word) => facts.named(word))) {
    const call = item.kind === 'member' ? item.parent : item;
    if (call?.kind !== 'call' || !LOOKS.has(wordsOf(lastName(call.callee))[0] ?? '')) continue;
    const given = call.arguments.some(({ name, value: { path } }) => KEY.test(name) || KEY.test(path));
    if (given || LOOKUP.test(call.callee)) yield sign(call, `${call.callee}(…)`);
  }
}

const KNOWN = /\bin\s+self\._?\w*(?:seen|processed|handled|completed|idempoten|dedup)\w*/;

/** What is known is left alone: `if key in self._seen: return`. */
function* known(facts: Facts): Iterable<Sign> {
  for (const item of facts.code.all('if')) {
    if (!KNOWN.test(item.condition.slice(0, 300)) || /\bnot\s+in\b/.test(item.condition)) continue;
    const [first] = item.statements.slice(-1);
    if (first === 'return' || first === 'jump') yield sign(startOf(item), item.condition.slice(0, 60));
  }
}

function* ignoredConflicts(facts: Facts): Iterable<Sign> {
  for (const item of facts.sqlLike(/\bON\s+CONFLICT\b[\s\S]{0,200}\bDO\s+NOTHING\b|\bINSERT\s+IGNORE\b/i))
    yield sign(startOf(item), 'a conflict that does nothing');
}

function* keys(facts: Facts): Iterable<Sign> {
  for (const word of ['idempotency', 'dedup', 'deduplication', 'dedupe']) {
    for (const { name, at, item } of facts.named(word, 'member', 'keyword', 'function', 'target')) {
      if (KEY.test(name) && inside(item, 'function') !== undefined) yield sign(at, name);
    }
  }
}

const DEAD = /dlq|dead_?letter/i;

function deadLetters(facts: Facts): Named[] {
  return [
    ...facts.named('dlq', 'call', 'receiver', 'function'),
    ...facts.named('letter', 'call', 'receiver', 'function'),
    ...facts.named('quarantine', 'call', 'function'),
  ].filter(({ name }) => DEAD.test(name) || /quarantine/.test(name));
}

function* deadLettering(facts: Facts): Iterable<Sign> {
  for (const { name, at, role } of deadLetters(facts))
    if (role !== 'function' || !/^_?(?:is|has|get|test)_/.test(name)) yield sign(at, name);
}

const DEAD_TOPIC = /(?:^|[.\-_{}])(?:dlq|dead[-_]?letters?)(?:$|[.\-_{}])/i;

/** A topic for dead letters that something is sent to. */
function* deadTopics(facts: Facts): Iterable<Sign> {
  for (const item of facts.calls([...PUBLISHES, 'send'])) {
    const topic = item.arguments.find(({ value }) => DEAD_TOPIC.test(value.text ?? '') || DEAD.test(value.path));
    if (topic !== undefined) yield sign(topic.value, value(topic.value.text ?? topic.value.path));
  }
}

function value(text: string): string {
  return `to ${text}`;
}

function* onFailure(facts: Facts): Iterable<Sign> {
  const sent = facts
    .calls([...PUBLISHES, 'send'])
    .filter((call) =>
      call.arguments.some(({ value: { text = '', path } }) => DEAD_TOPIC.test(text) || DEAD.test(path)),
    );
  for (const item of [...sent, ...deadLetters(facts).map((one) => one.item)])
    if (handlerAround(item) !== undefined) yield sign(item, 'after a failure');
}

/** Sending and receiving over a bus, without losing or doubling anything. */
export const MESSAGING: readonly Detector[] = [
  {
    id: 'message-producer',
    features: [
      feature(0.5, 'publish or produce; send or emit on a producer, bus or queue', publishing),
      feature(0.35, 'a topic as an argument of that', topics),
      feature(0.35, 'functions publish_* or emit_*, classes *Publisher or *Producer', publishers),
    ],
  },
  {
    id: 'message-consumer',
    features: [
      feature(0.5, 'subscribe or consume on something, or a consumer made', subscriptions),
      feature(0.45, 'async for over records, messages or a subscription', recordLoops),
      feature(0.4, 'commit, acknowledge or poll on a consumer, record or message', commits),
      feature(0.3, 'functions on_message, handle_message, consume_*', (facts) =>
        named(
          facts,
          ['message', 'consume', 'record'],
          /^_?(?:on|handle|process)_(?:kafka_)?(?:message|record)|^_?consume(?:_|$)/,
          'function',
        ),
      ),
    ],
  },
  {
    id: 'outbox',
    features: [
      feature(0.6, 'SQL on an outbox table', outboxRows),
      feature(0.5, 'identifiers with outbox', (facts) => named(facts, ['outbox'], /outbox/i)),
      feature(0.3, 'in a transaction', outboxTransactions),
    ],
  },
  {
    id: 'idempotency',
    features: [
      feature(0.55, 'a look-up by an idempotency or deduplication key', lookups),
      feature(0.55, 'a return where a key is among those seen or processed, kept on the object', known),
      feature(0.35, 'SQL that does nothing on a conflict', ignoredConflicts),
      feature(0.35, 'an idempotency key', keys),
    ],
  },
  {
    id: 'dead-letter-queue',
    features: [
      feature(0.55, 'functions and calls named for a dead letter, DLQ or quarantine', deadLettering),
      feature(0.55, 'a topic for dead letters as an argument of publish or send', deadTopics),
      feature(0.3, 'that happens in a handler', onFailure),
    ],
  },
];
