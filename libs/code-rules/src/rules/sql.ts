import { perLanguage } from './per-language';

/** Methods that are given SQL. */
export const EXECUTES = perLanguage<readonly string[]>(
  ['execute', 'execute_query', 'executemany', 'execute_many', 'executescript'],
  ['execute', 'query'],
);

const START = 60;
const WRITE = /^\s*(?:INSERT\s+INTO|UPDATE\s+\S+\s+SET|DELETE\s+FROM|MERGE\s+INTO|UPSERT\s+INTO|TRUNCATE\s)/i;
const STATEMENT = /^\s*(?:SELECT|INSERT|UPDATE|DELETE|MERGE|UPSERT|WITH)\s/i;
const STRUCTURE = /\s(?:FROM|INTO|SET|WHERE|TABLE|JOIN)\s/i;
const LONGEST = 2_000;

/** Whether a text starts as an SQL statement that changes data. */
export function isSqlWrite(text: string | undefined): boolean {
  return text !== undefined && WRITE.test(text.slice(0, START));
}

/** What follows the first word of a statement in small letters, in which a sentence hardly goes on. */
const IN_SMALL_LETTERS =
  /^\s*(?:select\s+(?:distinct\s+)?(?:\*|[\w.{}]+(?:\([^()]*\))?(?:\s+as\s+\w+)?(?:\s*,\s*[\w.{}*]+(?:\([^()]*\))?(?:\s+as\s+\w+)?)*)\s+from\s+[\w.{}"`]+\s*(?:$|[;{]|(?:where|join|left|inner|order|group|limit|as)\b)|insert\s+into\s+[\w.{}"`]+\s*(?:\(|values\b|select\b)|update\s+[\w.{}"`]+\s+set\s+[\w.{}"`]+\s*=|delete\s+from\s+[\w.{}"`]+\s*(?:$|;|where\b)|with\s+\w+\s+as\s*\()/;

/** Whether a text is an SQL statement: its first word and at least one more that only SQL has in this place. */
export function isSql(text: string | undefined): boolean {
  if (text === undefined || !STATEMENT.test(text.slice(0, START))) return false;
  const start = text.slice(0, LONGEST);
  if (/^\s*[a-z]+\s/.test(start)) return IN_SMALL_LETTERS.test(start);
  return /^\s*[A-Z]+\s/.test(start) && STRUCTURE.test(start);
}
