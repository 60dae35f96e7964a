import { decodeHeaders, headerTexts, REPLAY_HEADERS, replayHeaders, type ExactRecord } from '#contracts';
import { sentAgain, type Job } from '#storage';
import type { ReplayedEvent } from './event-source';
import type { ReplayInput } from './replay-input';

/**
 * The record to send for an event: its exact bytes, with headers by which consumers can tell; or why none is.
 * `not_exact`: the log has only a part of it. `own_replay`: this job has sent it. `erased`, `locked`: see `Seal`.
 */
export function replayedRecord(
  { headers, eventId: _eventId, seal, ...event }: ReplayedEvent,
  { id, input }: Pick<Job, 'id' | 'input'>,
): ExactRecord | string {
  const { to_topic, targets } = input as ReplayInput;
  const target = to_topic ?? event.topic;
  if (!targets.includes(target)) return 'not_replayable';
  if (seal === 'partly') return 'erased';
  if (seal === 'erased' || seal === 'locked') return seal;
  if (headers === null) return 'not_exact';
  const texts = headerTexts(decodeHeaders(headers));
  if (texts[REPLAY_HEADERS.id] === id) return 'own_replay';
  return sentAgain({ ...event, rawHeaders: headers }, replayHeaders(texts, id, event), target);
}
