import { createHash } from 'node:crypto';
import type { EventOf, HistoryEvent, IncarnatedPlace, Place } from './history';

/** One broken promise, named by the request it was made to. */
export interface Finding {
  readonly id: string;
  readonly what: string;
}

export interface Recovery {
  readonly kind: string;
  readonly target: string;
  /** From the end of the fault to the next settled request, in milliseconds. */
  readonly firstMs: number;
  /** From the end of the fault until everything that was acknowledged before it ended is settled. */
  readonly caughtUpMs: number;
  /** After SIGKILL: from the kill to the next settled request of the partitions the worker had, if any came. */
  readonly takeoverMs: number | null;
  /** Another fault came in between, so that the times are not this one's alone. */
  readonly overlapped: boolean;
}

export interface ProcessFigures {
  readonly worker: string;
  readonly peakKb: number;
  readonly peakDescriptors: number;
  /** Means over the first and the last third of the life of its longest-lived process. */
  readonly residentKb: readonly [first: number, last: number];
  readonly descriptors: readonly [first: number, last: number];
  /** Least squares over that life, in kB a minute. */
  readonly slopeKbPerMinute: number;
}

export interface Verdict {
  readonly ok: boolean;
  readonly requests: number;
  readonly acknowledged: number;
  readonly answered: number;
  readonly deadLettered: number;
  /** Neither settled nor to be expected: their topic was deleted under them. */
  readonly voided: number;
  /** Replies beyond one for each time the request was published. */
  readonly repeated: number;
  /** Never acknowledged, so that nothing was tried: a fault of the campaign, not of the workers. */
  readonly unpublished: readonly Finding[];
  readonly lost: readonly Finding[];
  readonly conflicting: readonly Finding[];
  /** Valid requests that were refused, and refusals with another code than the right one. */
  readonly undeserved: readonly Finding[];
  /** Poison that was answered, or not refused with the right code where somebody waits. */
  readonly unrefused: readonly Finding[];
  readonly commitsAhead: readonly Finding[];
  readonly outOfOrder: readonly Finding[];
  /** Dead letters the monitor has not kept. */
  readonly uncollected: readonly Finding[];
  readonly longestStall: { readonly partition: string; readonly ms: number };
  readonly recoveries: readonly Recovery[];
  readonly processes: readonly ProcessFigures[];
  /** Most changes of readiness in one worker during one fault. */
  readonly mostFlips: number;
  readonly unexpectedExits: readonly string[];
  readonly commitSamples: number;
}

interface Publication extends IncarnatedPlace {
  readonly at: number;
  readonly request: Request;
}

interface Effect extends Place {
  readonly at: number;
}

interface Request extends EventOf<'request'> {
  readonly publications: Publication[];
  readonly replies: (Effect & { readonly code: string | null; readonly digest: string })[];
  readonly letters: (Effect & { readonly code: string | null })[];
}

interface Fault extends EventOf<'fault-begin'> {
  end: number;
  recovered: number;
}

const partitionOf = ({ topic, incarnation, partition }: IncarnatedPlace) => `${topic}#${incarnation}/${partition}`;
const nameOf = ({ topic, partition }: Pick<Place, 'topic' | 'partition'>) => `${topic}/${partition}`;
const placeOf = (place: Place) => `${nameOf(place)}/${place.offset}`;

/**
 * Decides which promises held. It relies on three things only: what the broker acknowledged is there; the broker's
 * append times of one run never go back; and the ends in a sample of commits were asked for after its offsets.
 */
export function checkHistory(events: Iterable<HistoryEvent>): Verdict {
  const history = new History(events);
  const requests = [...history.requests.values()];
  const published = requests.filter(({ publications }) => publications.length > 0);
  const records = settledRecords(published);
  const faults = withRecoveries(history, records);
  const open = published.filter((request) => settledAt(request) === null);
  const isVoid = ({ publications }: Request) =>
    publications.every(({ topic, incarnation }) => history.deleted.has(`${topic}#${incarnation}`));
  const broken = {
    unpublished: requests
      .filter(({ publications }) => publications.length === 0)
      .map(({ id, kind }) => ({ id, what: `${kind} was never acknowledged` })),
    lost: open.filter((request) => !isVoid(request)).map(({ id, kind }) => ({ id, what: `${kind} was never settled` })),
    conflicting: [...conflicts(requests), ...conflictingStamps(history)],
    undeserved: [...requests.flatMap(undeserved), ...history.strangers],
    unrefused: published.flatMap(unrefused),
    commitsAhead: commitsAhead(history, published),
    outOfOrder: outOfOrder(published),
    uncollected: uncollected(history),
  };
  return {
    ok: Object.values(broken).every((findings) => findings.length === 0),
    requests: requests.length,
    acknowledged: published.reduce((sum, { publications }) => sum + publications.length, 0),
    answered: requests.filter(({ replies }) => replies.length > 0).length,
    deadLettered: requests.filter(({ letters }) => letters.length > 0).length,
    voided: open.filter(isVoid).length,
    repeated: requests.reduce((sum, request) => sum + repetitions(request), 0),
    ...broken,
    longestStall: longestStall(records, faults),
    recoveries: faults.map((fault) => recoveryOf(fault, faults, records)),
    processes: processFigures(history.processes),
    mostFlips: mostFlips(history.health, faults),
    unexpectedExits: history.exits.filter(({ asked }) => !asked).map(({ worker, reason }) => `${worker}: ${reason}`),
    commitSamples: history.commits.length,
  };
}

function repetitions({ replies, publications }: Request): number {
  return Math.max(0, replies.length - Math.max(1, publications.length));
}

class History {
  readonly requests = new Map<string, Request>();
  readonly publications = new Map<string, Publication[]>();
  readonly deleted = new Set<string>();
  readonly commits: EventOf<'commits'>[] = [];
  readonly faults = new Map<number, Fault>();
  readonly health: EventOf<'health'>[] = [];
  readonly processes: EventOf<'process'>[] = [];
  readonly exits: EventOf<'exit'>[] = [];
  readonly stored = new Map<string, string>();
  readonly letters: EventOf<'dead-letter'>[] = [];
  readonly collected = new Set<string>();
  readonly strangers: Finding[] = [];
  readonly stamped: { readonly id: string; readonly stamp: string; readonly uid: string }[] = [];

  constructor(events: Iterable<HistoryEvent>) {
    for (const event of events) this.#add(event);
    // Read on another connection than the one that publishes: a dead letter may be seen before its acknowledgement.
    for (const letter of this.letters) this.#attribute(letter);
  }

  #add(event: HistoryEvent): void {
    switch (event.type) {
      case 'request':
        this.requests.set(event.id, { ...event, publications: [], replies: [], letters: [] });
        break;
      case 'acknowledged':
        return this.#publish(event);
      case 'reply':
        return this.#reply(event);
      case 'dead-letter':
        this.letters.push(event);
        break;
      case 'commits':
        this.commits.push(event);
        break;
      case 'deleted':
        this.deleted.add(`${event.topic}#${event.incarnation}`);
        break;
      case 'fault-begin':
        this.faults.set(event.fault, { ...event, end: Infinity, recovered: Infinity });
        break;
      case 'fault-end': {
        const fault = this.faults.get(event.fault);
        if (fault !== undefined) fault.end = event.at;
        break;
      }
      case 'health':
        this.health.push(event);
        break;
      case 'process':
        this.processes.push(event);
        break;
      case 'exit':
        this.exits.push(event);
        break;
      case 'stamp':
        this.stored.set(`${event.namespace} ${event.hash}`, event.uid);
        break;
      case 'collected':
        this.collected.add(placeOf(event));
        break;
      case 'run':
        break;
    }
  }

  #publish({ id, at, topic, incarnation, partition, offset }: EventOf<'acknowledged'>): void {
    const request = this.requests.get(id);
    if (request === undefined) throw new Error(`the history acknowledges ${id}, which was never made`);
    const publication = { at, topic, incarnation, partition, offset, request };
    request.publications.push(publication);
    append(this.publications, placeOf(publication), publication);
  }

  #reply({ id, at, topic, partition, offset, code, value }: EventOf<'reply'>): void {
    const request = this.requests.get(id);
    if (request === undefined) {
      this.strangers.push({ id, what: `a reply on ${topic} to nobody's request` });
      return;
    }
    const answer = parsed(value);
    request.replies.push({ at, topic, partition, offset, code, digest: digestOf(request, code, answer) });
    this.stamped.push(...stampsIn(id, answer));
  }

  /** By its place in the log; where a topic was made again, or the copy's acknowledgement was lost, by id and key. */
  #attribute(letter: EventOf<'dead-letter'>): void {
    const there = (this.publications.get(placeOf(letter.origin)) ?? []).map(({ request }) => request);
    const named = [letter.id, letter.key].flatMap((id) => (id === null ? [] : [this.requests.get(id)]));
    const request =
      there.length === 1
        ? there[0]
        : named.find((each) => each !== undefined && (there.length === 0 || there.includes(each)));
    if (request === undefined) {
      this.strangers.push({
        id: placeOf(letter.origin),
        what: `a dead letter (${letter.code}) of a record that is no request`,
      });
    } else request.letters.push(letter);
  }
}

/** When it was first answered or dead-lettered; null when it was not. */
function settledAt({ replies, letters }: Request): number | null {
  const first = least([...replies, ...letters].map(({ at }) => at));
  return first === Infinity ? null : first;
}

/** What may differ between two answers to one request: when, by whom, and how fast it was given. */
const VOLATILE = /timestamp$|^(processing_time_ms|verified_at|instance_id|hostname)$/;
/** Without an event id in the request these derive from the place of each of its records. */
const IDENTITY = new Set(['event_id', 'envelope_id', 'id']);

/** Patterns also come from what was learned meanwhile, so that only the kind of the answer can be held to the first. */
function digestOf({ operation, identified }: Request, code: string | null, answer: unknown): string {
  const told = operation === 'pattern' ? null : withoutVolatile(answer);
  const text = JSON.stringify(told, (key, value: unknown) => (!identified && IDENTITY.has(key) ? undefined : value));
  return createHash('sha256').update(`${code} ${text}`).digest('base64');
}

function withoutVolatile(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutVolatile);
  if (!isRecord(value)) return value;
  const kept = Object.entries(value).filter(([name]) => !VOLATILE.test(name));
  return Object.fromEntries(kept.map(([name, child]) => [name, withoutVolatile(child)]));
}

/** Every stamp an answer hands out, as the content it is for and its uid. */
function stampsIn(id: string, value: unknown): { id: string; stamp: string; uid: string }[] {
  if (Array.isArray(value)) return value.flatMap((child) => stampsIn(id, child));
  if (!isRecord(value)) return [];
  const { blake3_hash: hash, metadata } = value;
  if (typeof hash === 'string' && isRecord(metadata) && typeof metadata['uid'] === 'string') {
    return [{ id, stamp: `${String(metadata['namespace'])} ${hash}`, uid: metadata['uid'] }];
  }
  return Object.values(value).flatMap((child) => stampsIn(id, child));
}

function conflicts(requests: readonly Request[]): Finding[] {
  return requests
    .filter(({ replies }) => new Set(replies.map(({ digest }) => digest)).size > 1)
    .map(({ id, kind, replies }) => ({
      id,
      what: `${kind} has different answers at ${replies.map(placeOf).join(', ')}`,
    }));
}

/** A content has one stamp for all who ask: the one that is kept. */
function conflictingStamps({ stored, stamped }: History): Finding[] {
  const uids = new Map(stored);
  return stamped.flatMap(({ id, stamp, uid }) => {
    const first = uids.get(stamp) ?? uid;
    uids.set(stamp, first);
    return first === uid ? [] : [{ id, what: `was given the stamp ${uid} where ${first} is kept` }];
  });
}

function undeserved({ id, kind, deserves, replies, letters }: Request): Finding[] {
  const right = (code: string | null) => deserves !== 'answer' && code !== null && deserves.includes(code);
  const wrong = [
    ...letters.filter(({ code }) => !right(code)).map(({ code }) => `${kind} was dead-lettered as ${code}`),
    ...replies.filter(({ code }) => code !== null && !right(code)).map(({ code }) => `${kind} was refused as ${code}`),
  ];
  return wrong.slice(0, 1).map((what) => ({ id, what }));
}

/** Poison that was settled, but not as poison: answered with a result, or with a dead letter or an error missing. */
function unrefused(request: Request): Finding[] {
  const { id, kind, deserves, answerable, replies, letters } = request;
  if (deserves === 'answer' || settledAt(request) === null) return [];
  const what = replies.some(({ code }) => code === null)
    ? 'was answered'
    : letters.length === 0
      ? 'was not dead-lettered'
      : answerable !== replies.length > 0
        ? `was ${answerable ? 'never' : 'nevertheless'} replied to`
        : null;
  return what === null ? [] : [{ id, what: `${kind} ${what}` }];
}

/**
 * A record below a committed offset whose reply, or dead letter where it is poison, was not in the log when its end was
 * asked for after that offset: an honest worker publishes first, so this cannot accuse one. What is published between
 * the two questions goes unnoticed; over many samples a worker that commits early does not.
 */
function commitsAhead({ commits }: History, published: readonly Request[]): Finding[] {
  const records = new Map<string, Publication[]>();
  for (const publication of published.flatMap(({ publications }) => publications)) {
    append(records, partitionOf(publication), publication);
  }
  for (const list of records.values()) list.sort((a, b) => a.offset - b.offset);
  // Records before this index were judged by an earlier sample; ends only grow, so they need no second look.
  const judged = new Map<string, number>();
  const ahead = new Map<string, Finding>();
  const endOf = new Map<string, number>();
  for (const { committed, ends } of commits) {
    for (const end of ends) endOf.set(nameOf(end), Math.max(end.offset, endOf.get(nameOf(end)) ?? 0));
    for (const position of committed) {
      const list = records.get(partitionOf(position)) ?? [];
      let index = judged.get(partitionOf(position)) ?? 0;
      for (; (list[index]?.offset ?? Infinity) < position.offset; index++) {
        const { request } = list[index] as Publication;
        if (!settledBefore(request, endOf)) {
          ahead.set(request.id, {
            id: request.id,
            what: `${request.kind}: ${placeOf(position)} was committed before it was settled`,
          });
        }
      }
      judged.set(partitionOf(position), index);
    }
  }
  return [...ahead.values()];
}

function settledBefore({ deserves, replies, letters }: Request, endOf: ReadonlyMap<string, number>): boolean {
  const effects: readonly Effect[] = deserves === 'answer' ? [...replies, ...letters] : letters;
  return effects.some((effect) => effect.offset < (endOf.get(nameOf(effect)) ?? 0));
}

/** Among the requests of one key and one partition, in the order of the log, one that was settled before its elder. */
function outOfOrder(published: readonly Request[]): Finding[] {
  const lanes = new Map<string, Publication[]>();
  for (const request of published) {
    const [first, ...others] = request.publications.toSorted((a, b) => a.offset - b.offset);
    // Published into several partitions or topics of one name, it has no one place in any order.
    const elsewhere = others.some((other) => partitionOf(other) !== partitionOf(first as Publication));
    if (first !== undefined && request.key !== null && !elsewhere)
      append(lanes, `${partitionOf(first)} ${request.key}`, first);
  }
  return [...lanes.values()].flatMap((lane) => {
    let latest = -Infinity;
    return lane
      .toSorted((a, b) => a.offset - b.offset)
      .flatMap(({ request }) => {
        const at = settledAt(request);
        if (at === null) return [];
        const early = at < latest;
        latest = Math.max(latest, at);
        return early
          ? [{ id: request.id, what: `${request.kind} was settled before an earlier request of key ${request.key}` }]
          : [];
      });
  });
}

/** Only where the monitor's table was looked at. */
function uncollected({ letters, collected }: History): Finding[] {
  if (collected.size === 0) return [];
  return letters
    .filter((letter) => !collected.has(placeOf(letter)))
    .map((letter) => ({
      id: letter.id ?? placeOf(letter),
      what: `the monitor does not have the dead letter at ${placeOf(letter)}`,
    }));
}

interface Settled {
  readonly acknowledged: number;
  readonly settled: number;
  readonly partition: string;
  readonly name: string;
}

function settledRecords(published: readonly Request[]): Settled[] {
  return published.flatMap((request) => {
    const settled = settledAt(request);
    if (settled === null) return [];
    return request.publications.slice(0, 1).map((publication) => ({
      acknowledged: publication.at,
      settled,
      partition: partitionOf(publication),
      name: nameOf(publication),
    }));
  });
}

/** Faults in order, each with the moment when everything acknowledged before its end was settled. */
function withRecoveries({ faults }: History, records: readonly Settled[]): Fault[] {
  return [...faults.values()]
    .toSorted((a, b) => a.at - b.at)
    .map((fault) => {
      const waiting = records.filter(({ acknowledged, settled }) => acknowledged <= fault.end && settled > fault.end);
      return { ...fault, recovered: Math.max(fault.end, most(waiting.map(({ settled }) => settled))) };
    });
}

function recoveryOf(fault: Fault, faults: readonly Fault[], records: readonly Settled[]): Recovery {
  const { kind, target, at, end, recovered, assigned } = fault;
  const partitions = new Set(assigned.map(nameOf));
  const own = kind === 'worker-kill' ? records.filter(({ name }) => partitions.has(name)) : [];
  const takeoverMs = own.length === 0 ? null : firstAfter(at, own);
  const until = Math.max(recovered, at + (takeoverMs ?? 0));
  const overlapped = faults.some((other) => other.fault !== fault.fault && other.at < until && other.recovered > at);
  return { kind, target, firstMs: firstAfter(end, records), caughtUpMs: recovered - end, takeoverMs, overlapped };
}

function firstAfter(moment: number, records: readonly Settled[]): number {
  return least(records.map(({ settled }) => settled).filter((settled) => settled > moment)) - moment;
}

/** The longest time a partition had something to settle and nothing of it was, no fault being on or recovered from. */
function longestStall(records: readonly Settled[], faults: readonly Fault[]): Verdict['longestStall'] {
  const byPartition = new Map<string, Settled[]>();
  for (const record of records) append(byPartition, record.partition, record);
  let longest = { partition: '', ms: 0 };
  for (const [partition, list] of byPartition) {
    list.sort((a, b) => a.settled - b.settled);
    for (const [from, to] of silences(list)) {
      const ms = longestOutside(from, to, faults);
      if (ms > longest.ms) longest = { partition, ms };
    }
  }
  return longest;
}

/** Between two that were settled one after the other: from when the second, or a later one, was waiting. */
function silences(list: readonly Settled[]): (readonly [from: number, to: number])[] {
  let waitingSince = Infinity;
  return list.toReversed().map(({ acknowledged, settled }, index) => {
    waitingSince = Math.min(waitingSince, acknowledged);
    const before = list[list.length - 2 - index]?.settled ?? -Infinity;
    return [Math.max(before, waitingSince), settled] as const;
  });
}

function longestOutside(from: number, to: number, faults: readonly Fault[]): number {
  let longest = 0;
  let start = from;
  for (const { at, recovered } of faults) {
    if (recovered <= start || at >= to) continue;
    longest = Math.max(longest, at - start);
    start = Math.max(start, recovered);
  }
  return Math.max(longest, to - start);
}

function processFigures(samples: readonly EventOf<'process'>[]): ProcessFigures[] {
  return [...grouped(samples, ({ worker }) => worker)].map(([worker, own]) => {
    const lives = [...grouped(own, ({ pid }) => String(pid)).values()];
    const longest = lives.reduce((best, life) => (life.length > best.length ? life : best), []);
    return {
      worker,
      peakKb: most(own.map(({ peakKb }) => peakKb)),
      peakDescriptors: most(own.map(({ descriptors }) => descriptors)),
      residentKb: firstAndLastThird(longest.map(({ residentKb }) => residentKb)),
      descriptors: firstAndLastThird(longest.map(({ descriptors }) => descriptors)),
      slopeKbPerMinute: slope(longest.map(({ at, residentKb }) => [at / 60_000, residentKb])),
    };
  });
}

function firstAndLastThird(values: readonly number[]): readonly [number, number] {
  const third = Math.ceil(values.length / 3);
  return [mean(values.slice(0, third)), mean(values.slice(-third))];
}

function slope(points: readonly (readonly [number, number])[]): number {
  const [centreX, centreY] = [mean(points.map(([x]) => x)), mean(points.map(([, y]) => y))];
  const spread = points.reduce((sum, [x]) => sum + (x - centreX) ** 2, 0);
  return spread === 0 ? 0 : points.reduce((sum, [x, y]) => sum + (x - centreX) * (y - centreY), 0) / spread;
}

function mostFlips(samples: readonly EventOf<'health'>[], faults: readonly Fault[]): number {
  const workers = [...grouped(samples, ({ worker }) => worker).values()];
  const flips = faults.flatMap(({ at, recovered }) =>
    workers.map((own) => {
      const during = own.filter((sample) => sample.at >= at && sample.at <= recovered);
      return during.filter(({ ready }, index) => index > 0 && ready !== during[index - 1]?.ready).length;
    }),
  );
  return Math.max(0, most(flips));
}

/** Not `Math.min(...)`: an hour's records are more than a call takes arguments. */
function least(values: readonly number[]): number {
  return values.reduce((found, value) => Math.min(found, value), Infinity);
}

function most(values: readonly number[]): number {
  return values.reduce((found, value) => Math.max(found, value), -Infinity);
}

function mean(values: readonly number[]): number {
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
}

function grouped<Item>(items: readonly Item[], nameOf: (item: Item) => string): Map<string, Item[]> {
  const groups = new Map<string, Item[]>();
  for (const item of items) append(groups, nameOf(item), item);
  return groups;
}

function append<Item>(lists: Map<string, Item[]>, name: string, item: Item): void {
  const list = lists.get(name);
  if (list === undefined) lists.set(name, [item]);
  else list.push(item);
}

function parsed(value: string): unknown {
  try {
    return JSON.parse(value) as unknown;
  } catch {
    return value;
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
