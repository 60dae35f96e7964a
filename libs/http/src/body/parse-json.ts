import { parseText } from '#contracts';
import { unknownField } from '../problem/faults';
import { Problem } from '../problem/problem';
import { reservedNameIn } from '../validation/reserved-names';

/** The JSON object that a body is; each way it can be wrong has a code. */
export function parseBody(bytes: Buffer, anyNames: boolean): object {
  const parsed = parseText(decode(bytes));
  if (!parsed.ok) throw new Problem(400, parsed.refusal.code, sentence(parsed.refusal.message));
  const reserved = anyNames ? undefined : reservedNameIn(parsed.value);
  if (reserved !== undefined) throw unknownField(reserved);
  return parsed.value;
}

function decode(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new Problem(400, 'invalid_utf8', 'The body is not UTF-8.');
  }
}

function sentence(message: string): string {
  return `${message.charAt(0).toUpperCase()}${message.slice(1)}.`;
}
