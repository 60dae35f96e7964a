import { storableText, type Condition } from '#storage';
import type { DeadLetterFilter } from './dead-letter-row';

/** What dead letters are chosen by, wherever they are: in lists, decisions and jobs. */
export type Matching = Omit<DeadLetterFilter, 'before' | 'limit'>;

/** Text as that of the rows was stored, so that a search for what was sent finds it. */
const CONDITIONS: Readonly<Record<keyof Matching, string>> = {
  topic: 'letter.dlq_topic = ?::text',
  code: 'letter.error_code = ?::text',
  correlation_id: 'letter.correlation_id = ?::text',
  group: 'letter.group_id = ?::uuid',
  status: 'letter.status = ?::text',
  reason: 'letter.group_id IN (SELECT id FROM dead_letter_groups WHERE reason = ?::text)',
  addressee: 'letter.group_id IN (SELECT id FROM dead_letter_groups WHERE addressee = ?::text)',
};

/** Of `dead_letters letter`. Only what is asked for is in it, so that each has a plan of its own. */
export function matching(filter: Matching): Condition {
  const given = (Object.keys(CONDITIONS) as (keyof Matching)[]).filter((name) => filter[name] !== undefined);
  const sql = given.map((name, index) => CONDITIONS[name].replace('?', `$${index + 1}`)).join(' AND ');
  return { sql: sql === '' ? 'true' : sql, values: given.map((name) => storableText(filter[name] ?? '')) };
}
