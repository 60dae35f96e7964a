import {
  decodeReply,
  encodeHeaders,
  member,
  parseJsonObject,
  rawHeadersOf,
  type InboundRecord,
  type OutboundRecord,
} from '#contracts';
import { headersIn } from '../record-of';
import { differencesOf, fieldOf, isWithin, type Difference } from './differences';
import type { NotComparable } from './exchange';

/** How an answer is beside the one that was recorded. */
export type Verdict =
  | { readonly kind: 'equal' }
  | { readonly kind: 'different'; readonly differences: readonly Difference[] }
  /** Answered and refused changed places, or the code of the refusal is another. */
  | { readonly kind: 'outcome_changed'; readonly recorded: string; readonly now: string }
  | { readonly kind: 'not_comparable'; readonly reason: NotComparable };

export interface Comparison {
  readonly verdict: Verdict;
  /** Fields that are another in each answer of this build: only the kind of value was compared. */
  readonly varying: readonly string[];
  /** What the answers say that it took; `null` where they say nothing. */
  readonly times: { readonly recorded: number; readonly now: number } | null;
}

/** This build's answers to one request. */
export interface Answers {
  /** `null`: none. */
  readonly now: OutboundRecord | null;
  /** The same given by another instance on another host, at another time, with other ids and slower. */
  readonly elsewhere: OutboundRecord | null;
}

/**
 * Compares a recorded answer with this build's. What differs between two answers of this build varies by nature: there
 * it need only be the same kind of value. `ignored` are fields besides.
 */
export function compareReplies(recorded: InboundRecord, answers: Answers, ignored: readonly string[] = []): Comparison {
  const before = decodeReply(recorded);
  if (before === null) return without({ kind: 'not_comparable', reason: 'unreadable_reply' });
  const [now, elsewhere] = [answers.now, answers.elsewhere].map((sent) => sent && asReceived(sent));
  const after = now ? decodeReply(now) : null;
  const [was, is] = [before.error?.code ?? 'answered', after === null ? 'none' : (after.error?.code ?? 'answered')];
  if (!now || after === null || was !== is) {
    return without({ kind: 'outcome_changed', recorded: was, now: is });
  }
  const varying = elsewhere ? kindsOfVarying(viewOf(now), viewOf(elsewhere)) : new Map<string, Set<string>>();
  const differences = differencesOf(viewOf(recorded), viewOf(now)).filter((difference) => {
    const field = fieldOf(difference.path);
    return !isIgnored(field, ignored) && varying.get(field)?.has(kindOf(difference.recorded)) !== true;
  });
  return {
    verdict: differences.length === 0 ? { kind: 'equal' } : { kind: 'different', differences },
    varying: [...varying.keys()],
    times: timesOf(member(before.payload, TIME), member(after.payload, TIME)),
  };
}

/** By field the kinds of value that it has in one of the answers. */
function kindsOfVarying(now: object, elsewhere: object): ReadonlyMap<string, ReadonlySet<string>> {
  const kinds = new Map<string, Set<string>>();
  for (const { path, recorded: one, now: other } of differencesOf(now, elsewhere)) {
    const known = kinds.get(fieldOf(path)) ?? new Set();
    kinds.set(fieldOf(path), known.add(kindOf(one)).add(kindOf(other)));
  }
  return kinds;
}

const TIME = 'processing_time_ms';

function timesOf(recorded: unknown, now: unknown): Comparison['times'] {
  return typeof recorded === 'number' && typeof now === 'number' ? { recorded, now } : null;
}

function without(verdict: Verdict): Comparison {
  return { verdict, varying: [], times: null };
}

/** What the value says, and under `record` what is around it. */
function viewOf({ topic, key, headers: bytes, value }: InboundRecord): object {
  const json = parseJsonObject(value);
  const headers = Object.fromEntries(Object.entries(bytes).map(([name, header]) => [name, header.toString('utf8')]));
  return { ...(json.ok ? json.value : {}), record: { topic, key: key?.toString('utf8') ?? null, headers } };
}

function asReceived({ topic, key, value, headers = {} }: OutboundRecord): InboundRecord {
  return {
    topic,
    partition: 0,
    offset: '0',
    timestamp: 0,
    key: key === null ? null : Buffer.from(key),
    value: Buffer.from(value),
    ...headersIn(encodeHeaders(rawHeadersOf(headers))),
  };
}

function isIgnored(field: string, ignored: readonly string[]): boolean {
  return ignored.some((path) => isWithin(field, path));
}

function kindOf(value: unknown): string {
  return value === null ? 'null' : typeof value;
}
