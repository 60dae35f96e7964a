import { safeText } from '#redaction';

/** Longer than other strings: a refused configuration names every bad variable in one message. */
const MESSAGE_LIMIT = 4096;
const CAUSES = 5;
const FRAMES = 8;

export interface ErrorDescription {
  readonly name?: string;
  readonly code?: string | number;
  readonly message: string;
  /** The innermost frames, one per item. Only the outermost error of a chain has them. */
  readonly stack?: readonly string[];
  readonly cause?: ErrorDescription;
}

/**
 * Whatever was thrown, as a plain object that is safe to log: no control characters, no known secrets, at most
 * 5 causes and 8 stack frames.
 */
export function describeError(thrown: unknown): ErrorDescription {
  const stack = thrown instanceof Error ? frames(thrown.stack ?? '') : [];
  return { ...describe(thrown, CAUSES), ...(stack.length > 0 && { stack }) };
}

function describe(thrown: unknown, depth: number): ErrorDescription {
  if (!(thrown instanceof Error)) return { message: safeText(plain(thrown), MESSAGE_LIMIT) };
  const cause = causeOf(thrown);
  const code = (thrown as { code?: unknown }).code;
  return {
    name: safeText(plain(thrown.name)),
    ...(typeof code === 'string' && { code: safeText(code) }),
    ...(typeof code === 'number' && { code }),
    message: safeText(plain(thrown.message), MESSAGE_LIMIT),
    ...(cause !== undefined && depth > 0 && { cause: describe(cause, depth - 1) }),
  };
}

/** A refused connection to several addresses arrives as an AggregateError without a message of its own. */
function causeOf(error: Error): unknown {
  return error.cause ?? (error instanceof AggregateError ? (error.errors[0] as unknown) : undefined);
}

/** An object in place of an error or its message may be a payload, so only its kind is told. */
function plain(thrown: unknown): string {
  return typeof thrown === 'object' && thrown !== null ? 'an object' : String(thrown);
}

function frames(stack: string): string[] {
  const lines = stack.split('\n').filter((line) => /^\s+at /.test(line));
  return lines.slice(0, FRAMES).map((line) => safeText(line));
}
