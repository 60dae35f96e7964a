import { hostname } from 'node:os';
import { destination as pinoDestination, pino, stdTimeFunctions, type DestinationStream } from 'pino';
import type { LogLevel } from '#config';
import { describeError } from './describe-error';
import { shownText } from '#redaction';
import { activeSpan } from '#tracing';
import { safeFields } from './safe-fields';
import { RepeatedLines } from './repeated-lines';

export interface LogFields {
  readonly correlation_id?: string;
  readonly topic?: string;
  readonly partition?: number;
  readonly offset?: string;
  /** Whatever was thrown; written as code, message, chain of causes and a trimmed stack. */
  readonly error?: unknown;
  readonly [field: string]: unknown;
}

type Write = (fields: LogFields, message: string) => void;

export type Logger = Readonly<Record<LogLevel, Write>> & {
  /** The same log with these fields on every line. */
  child(fields: LogFields): Logger;
};

/** The log of a process; what is below its level is not written. */
export type RootLogger = Logger & {
  /** May be changed at any time, for children too. */
  level: LogLevel;
};

export interface LoggerOptions {
  readonly service: string;
  /** hostname-pid where it is left out. */
  readonly instance?: string;
  /** `info` where it is left out. */
  readonly level?: LogLevel;
  /** Standard output, written synchronously, where it is left out: the last line before an exit is never lost. */
  readonly destination?: DestinationStream;
}

/** Names the logger writes itself. A field of the same name would give the line a second level or time. */
const RESERVED = new Set(['time', 'level', 'service', 'instance', 'message']);

/** A fault that lasts makes these, one like the other. */
const REPEATING: ReadonlySet<LogLevel> = new Set(['warn', 'error']);

/**
 * A log of JSON lines with time (ISO 8601, UTC), level, service, instance, message and the given fields.
 * No string in a line is longer than 512 characters (messages of errors: 4,096), breaks it, or forges another;
 * known secrets are redacted and fields that name payloads are left out. A warning or error that repeats
 * is written once a minute, with `repeated`, the number left out in between. Fields that cannot be read never make it throw.
 * What a span does is logged with `trace_id` and `span_id`.
 */
export function createLogger(options: LoggerOptions): RootLogger {
  const { service, level = 'info', instance = `${hostname()}-${process.pid}` } = options;
  const lines = pino(
    {
      level,
      messageKey: 'message',
      base: safeFields({ service, instance }),
      timestamp: stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
    },
    options.destination ?? pinoDestination({ dest: 1, sync: true }),
  );
  const repeated = new RepeatedLines();
  const logger = loggerWith([], (lineLevel, parts, message) => {
    if (!lines.isLevelEnabled(lineLevel)) return;
    const fields = readable(parts);
    const text = shownText(message);
    const left = REPEATING.has(lineLevel) ? repeated.admit(JSON.stringify([lineLevel, text, fields])) : 0;
    // Behind the comparison: each line of a fault that lasts belongs to another span.
    const ids = activeSpan()?.ids;
    if (left !== null)
      lines[lineLevel](left === 0 ? { ...ids, ...fields } : { ...ids, ...fields, repeated: left }, text);
  });
  return Object.defineProperty(logger as RootLogger, 'level', {
    get: () => lines.level,
    set(changed: LogLevel) {
      lines.level = changed;
    },
  });
}

type WriteLine = (level: LogLevel, fields: readonly LogFields[], message: string) => void;

function loggerWith(bound: readonly LogFields[], write: WriteLine): Logger {
  const at =
    (level: LogLevel): Write =>
    (fields, message) =>
      write(level, [...bound, fields], message);
  return {
    trace: at('trace'),
    debug: at('debug'),
    info: at('info'),
    warn: at('warn'),
    error: at('error'),
    fatal: at('fatal'),
    child: (fields) => loggerWith([...bound, fields], write),
  };
}

/** Fields come from failing code as well: a getter that throws must not turn one failure into two. */
function readable(parts: readonly LogFields[]): Record<string, unknown> {
  try {
    const { error, ...fields } = Object.assign({}, ...parts) as LogFields;
    const safe = Object.entries(safeFields(fields)).map(([name, value]) => [
      RESERVED.has(name) ? `field_${name}` : name,
      value,
    ]);
    return { ...Object.fromEntries(safe), ...(error !== undefined && { error: describeError(error) }) };
  } catch {
    return { error: { message: 'the fields of this line could not be read' } };
  }
}
