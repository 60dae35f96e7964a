import { definitionOf } from '#contracts';
import type { Difference } from '#event-log';
import { columns } from '../columns';
import type { Session } from '../session';
import { cell } from '../show-facts';
import { showReply } from '../show-reply';
import type { Answered, Question } from './request';

export function showAnswer(
  { operation, style, verbose }: Question,
  answered: Answered,
  { json, paint }: Session,
): string {
  const { reply, elapsedMs, way } = answered;
  const { topic, correlationId, error, payload } = reply;
  if (!json)
    return showReply({ operation: definitionOf(operation), correlationId, error, payload, elapsedMs, verbose }, paint);
  return JSON.stringify({
    operation,
    style,
    via: way,
    topic,
    correlation_id: correlationId,
    elapsed_ms: elapsedMs,
    error,
    payload,
  });
}

/** Whether the two answers say the same. */
export function showAgreement(differences: readonly Difference[], { json, paint }: Session): string {
  const named = differences.map(({ path, recorded: kafka, now: http }) => ({ path, kafka, http }));
  if (json) return JSON.stringify({ agree: named.length === 0, differences: named });
  if (named.length === 0) return paint('green', '✓ Kafka and HTTP agree, but for ids and times');
  const rows = named.map(({ path, kafka, http }) => [paint('yellow', cell(path)), shown(kafka), shown(http)]);
  const head = ['FIELD', 'KAFKA', 'HTTP'].map((name) => paint('dim', name));
  return `${paint('red', '✗ Kafka and HTTP do not agree')}\n${columns([head, ...rows], '  ')}`;
}

function shown(value: unknown): string {
  return value === undefined ? '(nothing)' : cell(JSON.stringify(value));
}
