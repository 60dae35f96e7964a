import type { OpenCount, StoredDeadLetter } from '#dead-letters';
import { humanText, LABEL_LIMIT, MESSAGE_LIMIT } from '../dead-letters/human-text';
import { summarise } from '../dead-letters/summarise';

export function recordView(row: StoredDeadLetter) {
  return {
    id: row.id,
    status: row.status,
    first_seen_at: row.first_seen_at.toISOString(),
    last_seen_at: row.last_seen_at.toISOString(),
    closed_at: row.closed_at && row.closed_at.toISOString(),
    closed_by: row.closed_by && humanText(row.closed_by, LABEL_LIMIT),
    close_reason: row.close_reason && humanText(row.close_reason, MESSAGE_LIMIT),
    reopened_at: row.reopened_at && row.reopened_at.toISOString(),
    reopened_by: row.reopened_by && humanText(row.reopened_by, LABEL_LIMIT),
    reopen_reason: row.reopen_reason && humanText(row.reopen_reason, MESSAGE_LIMIT),
    ...summarise(row),
  };
}

export function countView({ dlq_topic, open, newest }: OpenCount) {
  return { dlq_topic, open, newest: { ...newest, error_message: humanText(newest.error_message, MESSAGE_LIMIT) } };
}
