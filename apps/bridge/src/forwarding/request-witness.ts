import { decodeRequest, isObject, MAX_ID_LENGTH, type DecodedRequest, type InboundRecord } from '#contracts';
import type { BusOptions } from '#event-bus';
import { deriveEnded, deriveStarted, isForwarded, type Asked, type Ended } from './derive';
import type { ForwardedMessage } from './message';

export type Witness = NonNullable<BusOptions['witness']>;
type HandledOutcome = Parameters<ReturnType<Witness>>[0];

export interface WitnessParts {
  readonly service: string;
  readonly now: () => Date;
  /** Rejects when the messages must be sent again later. */
  readonly send: (messages: readonly ForwardedMessage[]) => Promise<void>;
  /** Told how long each answered request took. */
  readonly onAnswered: (tookMs: number) => void;
}

/**
 * Makes messages of what the bus does: the step begins, and ends when everything the request led to is published. The
 * record's offset waits for both, so that a crash repeats them, under the same ids, and loses none.
 */
export function requestWitness(parts: WitnessParts): Witness {
  return (record) => {
    const decoded = decodeRequest(record);
    const asked = askedOf(record, decoded);
    // No conversation and so no workflow, or none of our work.
    if (asked === null) return () => Promise.resolve();
    const from = performance.now();
    const starts = decoded.kind === 'request' ? deriveStarted(asked, parts.now(), parts.service) : [];
    const begun = parts.send(starts).then(
      () => true,
      () => false,
    );
    let ends: readonly ForwardedMessage[] | null = null;
    return async (outcome) => {
      ends ??= endOf(asked, decoded, outcome, performance.now() - from, parts);
      await parts.send([...((await begun) ? [] : starts), ...ends]);
    };
  };
}

function endOf(
  asked: Asked,
  decoded: DecodedRequest,
  handled: HandledOutcome,
  tookMs: number,
  { now, service, onAnswered }: WitnessParts,
): readonly ForwardedMessage[] {
  const outcome = OUTCOMES[handled];
  if (outcome === 'answered') onAnswered(tookMs);
  const ended = { outcome, at: now(), durationMs: Math.round(tookMs * 1000) / 1000, error: errorOf(decoded, outcome) };
  return deriveEnded(asked, ended, service);
}

const OUTCOMES: Readonly<Record<HandledOutcome, Ended['outcome']>> = {
  answered: 'answered',
  consumed: 'answered',
  refused: 'refused',
  dead_lettered: 'failed',
};

/** The reasons of a domain's refusals and of failures are in the reply and the dead letter; the bus does not tell them. */
function errorOf(decoded: DecodedRequest, outcome: Ended['outcome']): Ended['error'] {
  if (outcome === 'answered') return null;
  if (decoded.kind === 'refusal') return { code: decoded.refusal.code, message: decoded.refusal.message };
  return { message: `the request was ${outcome === 'refused' ? 'refused' : 'dead-lettered'}; its reply says why` };
}

function askedOf(record: InboundRecord, decoded: DecodedRequest): Asked | null {
  const address = decoded.kind === 'request' ? decoded.request : decoded.address;
  if (address === null) return null;
  const { origin, correlationId, sessionId, eventId, trace } = address;
  const { operation } = address.route;
  // An id that long was refused: no step can name its workflow.
  if (!isForwarded(operation) || correlationId.length > MAX_ID_LENGTH) return null;
  const items = decoded.kind === 'request' ? itemsOf(decoded.request.payload) : 0;
  const bytes = record.value?.length ?? 0;
  return { operation, origin, correlationId, sessionId, eventId, trace, items, bytes };
}

function itemsOf(payload: unknown): number {
  return isObject(payload) && Array.isArray(payload['contents']) ? payload['contents'].length : 1;
}
