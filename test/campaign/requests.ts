import { ask, message, requestTopic, STYLES, type Asked, type Form, type Op } from '../integration/main-job/requests';
import { ODDITIES, POISON, type Wire } from './poison';
import { Random } from './random';

/** A request as the campaign publishes it. */
export interface PlannedRequest extends Wire {
  readonly kind: string;
  readonly operation: Op;
  readonly identified: boolean;
  /** When it is due, in milliseconds from the start. */
  readonly dueMs: number;
  /** When it is published once more, if it is. */
  readonly againMs: number | null;
}

export interface TrafficOptions {
  readonly seed: number;
  readonly ratePerSecond: number;
  /** Kinds of poison and oddities that are left out. */
  readonly without: ReadonlySet<string>;
}

/** A topic that differs from another only in `.` and `_` cannot be made again on Apache Kafka, so these go without. */
export const LEFT_OUT_TOPICS: readonly string[] = [
  requestTopic('batch_stamp', 'underscored'),
  requestTopic('mixin', 'underscored'),
];
/** Deleted and made again while requests for them wait at the producer. */
export const RECREATED_TOPICS: readonly string[] = [
  requestTopic('batch_stamp', 'dotted'),
  requestTopic('mixin', 'dotted'),
  'dev.omniclaude.codegen.validate.request.v1',
];
export const GROWN_TOPICS: readonly string[] = [
  requestTopic('stamp', 'underscored'),
  requestTopic('verify', 'dotted'),
  requestTopic('validate', 'dotted'),
];

/** Stamped before the first fault, so that verifying it has one answer throughout. */
export const KNOWN = { content: 'hello', namespace: 'campaign.known' } as const;
const KNOWN_HASH = 'ea8f163db38682925e4491c5e58d4bb3506ef8c14eb78a86e908c5624a67200f';

const MIX: readonly (readonly [Op, number])[] = [
  ['stamp', 45],
  ['validate', 25],
  ['verify', 12],
  ['batch_stamp', 8],
  ['mixin', 4],
  ['analyze', 3],
  ['pattern', 3],
];
const FORMS: readonly Form[] = ['architecture', 'onex-v1', 'minimal', 'flat'];
const POISONED = 0.05;
const ODD = 0.03;
const TWICE = 0.1;
const HOT = 0.1;
/** Code that keeps a thread busy for about a second. */
const SLOW = 0.01;

/** All requests of a seed, without end. Request n depends on the seed and n alone. */
export function* plannedRequests({ seed, ratePerSecond, without }: TrafficOptions): Generator<PlannedRequest> {
  for (let index = 0; ; index++) {
    const random = new Random(seed, index);
    const dueMs = (index * 1000) / ratePerSecond;
    const againMs = random.chance(TWICE) ? dueMs + random.between(0, 5_000) : null;
    yield { ...requestOf(random, index, without), dueMs, againMs };
  }
}

/** The request that makes the known stamp. */
export function knownRequest(seed: number): PlannedRequest {
  const asked = asking('stamp', KNOWN, new Random(seed, -2), { form: 'architecture' });
  return { ...plain(asked), kind: 'stamp', operation: 'stamp', identified: true, dueMs: 0, againMs: null };
}

type Content = Omit<PlannedRequest, 'dueMs' | 'againMs'>;

function requestOf(random: Random, index: number, without: ReadonlySet<string>): Content {
  const draw = random.next();
  if (draw < POISONED) return strange(POISON, 'poison', random, index, without);
  if (draw < POISONED + ODD) return strange(ODDITIES, 'odd', random, index, without);
  const operation = random.weighted(MIX);
  if (random.chance(0.15)) return fromOtherSystem(random, index);
  const style = operation === 'batch_stamp' || operation === 'mixin' ? 'dotted' : random.pick(STYLES);
  const asked = asking(operation, fieldsOf(operation, random, index), random, { style, form: random.pick(FORMS) });
  const wire = plain(asked);
  const hot = (operation === 'stamp' || operation === 'validate') && random.chance(HOT * 1.5);
  return {
    ...wire,
    ...(hot && { key: `hot-${operation}` }),
    kind: hot ? `hot ${operation}` : operation,
    operation,
    identified: asked.form === 'architecture',
  };
}

function strange(
  kinds: typeof POISON,
  family: string,
  random: Random,
  index: number,
  without: ReadonlySet<string>,
): Content {
  const operation = random.pick(['stamp', 'validate'] as const);
  const asked = asking(operation, fieldsOf(operation, random, index), random, { style: random.pick(STYLES) });
  const name = random.pick(Object.keys(kinds));
  const wire: Wire = { ...plain(asked), ...(without.has(name) ? {} : kinds[name]?.(asked)) };
  const kind = without.has(name) ? operation : `${family} ${name}`;
  return { ...wire, kind, operation, identified: false };
}

/** The generator's own programs, which have topics and envelopes of their own. */
function fromOtherSystem(random: Random, index: number): Content {
  const operation = 'validate';
  const asked = asking(operation, fieldsOf(operation, random, index), random, { form: 'flat' });
  const { correlationId: id, eventId, fields } = asked;
  const bridge = random.chance(0.5);
  const omniclaude = { id: eventId, correlation_id: id, service: 'omniclaude', metadata: {}, payload: fields };
  return {
    ...plain(asked),
    topic: bridge ? 'dev.omninode-bridge.codegen.request-validate.v1' : 'dev.omniclaude.codegen.validate.request.v1',
    value: JSON.stringify(bridge ? message(asked) : omniclaude),
    kind: bridge ? 'omninode-bridge validate' : 'omniclaude validate',
    operation,
    identified: !bridge,
  };
}

function asking(op: Op, fields: Readonly<Record<string, unknown>>, random: Random, more: Partial<Asked>): Asked {
  const ids = { correlationId: random.uuid(), eventId: random.uuid(), sessionId: random.uuid() };
  return ask(op, fields, { ...ids, ...more });
}

function plain(asked: Asked): Wire {
  const { op, style, correlationId } = asked;
  const value = JSON.stringify(message(asked));
  return {
    topic: requestTopic(op, style),
    key: correlationId,
    id: correlationId,
    value,
    deserves: 'answer',
    answerable: true,
  };
}

/** Some contents come again, and then have the same stamp. */
function fieldsOf(op: Op, random: Random, index: number): Record<string, unknown> {
  const content = `document ${random.chance(0.1) ? random.whole(50) : index} `.repeat(1 + random.whole(100));
  switch (op) {
    case 'stamp':
      return { content: random.chance(0.01) ? content.repeat(100) : content, namespace: 'campaign.stamps' };
    case 'batch_stamp':
      return {
        contents: Array.from({ length: 3 }, (_, n) => ({ id: `c${n}`, content: `${content}${n}` })),
        namespace: 'campaign.batches',
      };
    case 'verify':
      return random.chance(0.5)
        ? { blake3_hash: KNOWN_HASH, namespace: KNOWN.namespace }
        : { blake3_hash: random.hex(64), namespace: 'campaign.unknown' };
    case 'validate':
      return { code_content: codeOf(random, index), node_type: 'compute' };
    case 'analyze':
      return {
        prd_content: `# Service ${index}\n\nThe service must store orders and must send mail.\n`,
        analysis_type: 'full',
      };
    case 'pattern':
      return { node_description: 'writes rows to a database and retries', node_type: 'effect', limit: 3 };
    case 'mixin':
      return { requirements: ['retry failed calls', 'cache results', `emit metrics ${index}`], node_type: 'effect' };
  }
}

function codeOf(random: Random, index: number): string {
  const functions = random.chance(SLOW) ? 400 : 1 + random.whole(8);
  return Array.from({ length: functions }, (_, n) => `def f${n}(a: int) -> int:\n    return a * ${index}\n`).join(
    '\n\n',
  );
}
