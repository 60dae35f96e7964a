import { storableText } from '#storage';
import type { DeadLetterRow } from './dead-letter-row';

const INT4_MAX = 2 ** 31 - 1;
const INT8_MAX = 2n ** 63n - 1n;

/** The code is indexed, and an index entry holds at most 2.7 kB. */
const CODE_CHARACTERS = 200;

/**
 * The row as the table can keep it, whatever its writer put into it: a dead letter that cannot be stored would block
 * all behind it. Numbers and times out of range become `null` (a retry count: 0); only `raw` is exact anyway.
 */
export function storableRow(row: DeadLetterRow): DeadLetterRow {
  return {
    ...row,
    shape: storableText(row.shape),
    original_topic: textOrNull(row.original_topic),
    original_partition: isInt4(row.original_partition) ? row.original_partition : null,
    original_offset: isInt8(row.original_offset) ? row.original_offset : null,
    original_headers: row.original_headers && storableHeaders(row.original_headers),
    error_code: storableText(row.error_code.slice(0, CODE_CHARACTERS)),
    error_type: storableText(row.error_type),
    error_message: storableText(row.error_message),
    error_stack: textOrNull(row.error_stack),
    error_category: storableText(row.error_category),
    correlation_id: textOrNull(row.correlation_id),
    event_type: textOrNull(row.event_type),
    retry_count: isInt4(row.retry_count) ? row.retry_count : 0,
    consumer_group: textOrNull(row.consumer_group),
    failed_at: isStorableTime(row.failed_at) ? row.failed_at : null,
  };
}

function textOrNull(text: string | null): string | null {
  return text === null ? null : storableText(text);
}

function storableHeaders(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, text]) => [storableText(name), storableText(text)]));
}

function isInt4(value: number | null): value is number {
  return value !== null && Number.isInteger(value) && Math.abs(value) <= INT4_MAX;
}

function isInt8(value: string | null): value is string {
  return value !== null && /^-?\d{1,19}$/.test(value) && BigInt(value) <= INT8_MAX && BigInt(value) >= -INT8_MAX;
}

/** Years 0 to 9999: what both sides write alike. */
function isStorableTime(time: Date | null): time is Date {
  return time !== null && time.getUTCFullYear() > 0 && time.getUTCFullYear() < 10_000;
}
