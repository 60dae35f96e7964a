import { activeSpan, inSpan, type SpanOptions } from '#tracing';
import { sqlStateOf } from './classify-database-error';

/**
 * A statement as part of the span that runs; where none does, as in what a worker looks after by itself, it is none. By
 * OpenTelemetry's conventions for databases; values are bound and not told.
 */
export function inStatementSpan<Result>(text: string, work: () => Promise<Result>): Promise<Result> {
  if (activeSpan() === null) return work();
  const { name, options } = described(text);
  return inSpan(name, options, async (span) => {
    try {
      return await work();
    } catch (error) {
      const state = sqlStateOf(error);
      span?.set({ 'db.response.status_code': state === '' ? undefined : state });
      throw error;
    }
  });
}

interface Described {
  readonly name: string;
  readonly options: SpanOptions;
}

/** Our statements are some hundred fixed texts. */
const known = new Map<string, Described>();
const MAX_KNOWN = 500;

function described(text: string): Described {
  const found = known.get(text);
  if (found !== undefined) return found;
  if (known.size >= MAX_KNOWN) known.clear();
  const describing = describe(text);
  known.set(text, describing);
  return describing;
}

const CHANGE = /\b(INSERT|UPDATE|DELETE)(?: INTO| FROM)? ([a-z_]+)\b/;
/** Of a table: functions are read from, too. */
const READ = /\bFROM ([a-z_]+)\b(?!\()/;

function describe(text: string): Described {
  const statement = text.trim().replaceAll(/\s+/g, ' ');
  const [first = ''] = statement.split(' ');
  const [, change = 'SELECT', changed] = CHANGE.exec(statement) ?? [];
  const operation = first === 'WITH' ? change : first;
  const table = changed ?? READ.exec(statement)?.[1];
  const name = table === undefined ? operation : `${operation} ${table}`;
  const attributes = {
    'db.system.name': 'postgresql',
    'db.operation.name': operation,
    'db.collection.name': table,
    'db.query.summary': name,
    'db.query.text': statement,
  };
  return { name, options: { kind: 'client', attributes: () => attributes } };
}
