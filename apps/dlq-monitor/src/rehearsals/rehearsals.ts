import { Inject, Injectable } from '@nestjs/common';
import { definitionOf, encodeHeaders, rawHeadersOf, routeOfRequest } from '#contracts';
import { readOriginals, type Original } from '#dead-letters';
import { Problem } from '#http';
import { WorkerPersonalData } from '#jobs';
import { humanText, MESSAGE_LIMIT, previewOf } from '#redaction';
import { dlqMonitorConfig, type DlqMonitorConfig } from '../config';
import { MonitorStorage } from '../monitor-storage';
import { askWorker, type Question, type Refused, type WorkerRehearsal } from './ask-worker';
import type { Peer } from './peers';
import type { Edit, Reason, Rehearsed } from './rehearsed';

const REPLY_LIMIT = 4_000;
const AT_ONCE = 4;

/** What today's handlers would make of the records of dead letters; nothing is sent and nothing stored. */
@Injectable()
export class Rehearsals {
  readonly #peers: ReadonlyMap<string, Peer>;

  constructor(
    private readonly storage: MonitorStorage,
    private readonly personal: WorkerPersonalData,
    @Inject(dlqMonitorConfig.KEY) { peers }: DlqMonitorConfig,
  ) {
    this.#peers = new Map(peers.map((peer) => [peer.worker, peer]));
  }

  async one(id: string, edit: Edit, authorization: string | undefined): Promise<Rehearsed> {
    const original = (await readOriginals(this.personal, this.storage.query, [id])).get(id);
    if (original === undefined) throw new Problem(404, 'dead_letter_not_found', `There is no dead letter ${id}.`);
    const edited = edit.value !== undefined || edit.headers !== undefined;
    const facts = { id, topic: original.topic, exact: original.exact, edited };
    const refused = refusalOf(original, edit) ?? this.#peerOf(original.topic);
    if ('reason' in refused) return { ...facts, ...notPossible(refused) };
    const answer = await askWorker(refused, questionOf(original, edit), authorization);
    if ('reason' in answer) return { ...facts, ...notPossible(answer), worker: refused.worker };
    return { ...facts, ...said(answer), worker: refused.worker };
  }

  /** In their order, some at once. */
  async all(ids: readonly string[], authorization: string | undefined): Promise<readonly Rehearsed[]> {
    const rehearsed: Rehearsed[] = [];
    for (let at = 0; at < ids.length; at += AT_ONCE) {
      const some = ids.slice(at, at + AT_ONCE).map((id) => this.one(id, {}, authorization));
      rehearsed.push(...(await Promise.all(some)));
    }
    return rehearsed;
  }

  /** Whoever handles such records today; nobody of ours where it is another system's topic. */
  #peerOf(topic: string | null): Peer | Refused {
    if (topic === null) return refused('topic_unknown', 'its writer does not say where the record was');
    const operation = routeOfRequest(topic)?.operation;
    const workers: readonly string[] = operation === undefined ? [] : definitionOf(operation).servedBy;
    const [worker] = workers;
    if (worker === undefined || workers.length > 1) {
      return refused('foreign_consumer', `${topic} has no handler of ours that can be rehearsed`);
    }
    return this.#peers.get(worker) ?? refused('worker_not_configured', `REHEARSE_URLS does not say where ${worker} is`);
  }
}

function refused(reason: Reason, detail: string): Refused {
  return { reason, detail };
}

/** What has been written anew can be rehearsed: the answer says that it is not exact. */
function refusalOf({ seal, exact, value }: Original, edit: Edit): Refused | null {
  if (seal === 'erased') return refused('erased', 'somebody whom the record is about was erased');
  if (seal === 'locked') return refused('locked', 'the master key that opens the record is not here');
  if (exact || value !== null || edit.value !== undefined) return null;
  return refused('lost', 'its writer did not keep the record');
}

function questionOf({ topic, key, value, rawHeaders }: Original, edit: Edit): Question {
  const bytes = edit.value ?? value;
  const headers = edit.headers === undefined ? rawHeaders : encodeHeaders(rawHeadersOf(edit.headers));
  return {
    topic: topic ?? '',
    ...(key !== null && { key: key.toString('base64') }),
    ...(bytes !== null && { value: bytes.toString('base64') }),
    headers: headers.toString('base64'),
  };
}

const NOTHING_SAID = { worker: null, operation: null, code: null, step: null, details: [], reply: null, events: [] };

function notPossible({ reason, detail }: Refused) {
  return { ...NOTHING_SAID, outcome: 'not_possible' as const, reason, message: humanText(detail, MESSAGE_LIMIT) };
}

/** A reply may quote what was asked. */
function said({ outcome, operation, code, message, step, details, reply, events }: WorkerRehearsal) {
  return {
    outcome,
    reason: null,
    operation,
    code,
    message: message && humanText(message, MESSAGE_LIMIT),
    step,
    details: details.map((one) => ({ path: one.path, message: humanText(one.message, MESSAGE_LIMIT) })),
    reply: reply && { topic: reply.topic, preview: previewOf(Buffer.from(reply.value, 'base64'), REPLY_LIMIT) },
    events,
  };
}
