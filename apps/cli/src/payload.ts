import { readFile } from 'node:fs/promises';
import { MAX_MESSAGE_BYTES, parseJsonObject, type JsonObject } from '#contracts';
import type { Arguments } from './arguments';
import { usage } from './failure';
import type { Session } from './session';
import { reasonOf } from './system-error';

export interface Source {
  /** How a complaint names it. */
  readonly name: string;
  readonly bytes: Buffer;
}

/** The one JSON object the user gave: by `--file`, by `--json`, or on standard input as `-`; `notGiven` where none was. */
export async function readPayload(
  typed: Arguments,
  from: number,
  session: Session,
  notGiven?: JsonObject,
): Promise<JsonObject> {
  const file = typed.text('file');
  const json = typed.text('json');
  const piped = typed.standardInput(from) || file === '-' || json === '-';
  const given = [file !== undefined, json !== undefined, typed.standardInput(from)].filter(Boolean);
  if (given.length === 0 && notGiven !== undefined) return notGiven;
  if (given.length !== 1) {
    throw usage('give the payload once: --file FILE, --json JSON, or - for standard input');
  }
  if (piped) return asObject({ name: 'standard input', bytes: await readAll(session) });
  return asObject(file === undefined ? { name: '--json', bytes: Buffer.from(json ?? '') } : await readSource(file));
}

export async function readSource(file: string): Promise<Source> {
  try {
    return { name: file, bytes: await readFile(file) };
  } catch (error) {
    throw usage(`${file} cannot be read: ${reasonOf(error)}`);
  }
}

/** One byte more than a message may have is enough to refuse it. */
async function readAll({ input, signal }: Session): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of input as AsyncIterable<Buffer>) {
    signal.throwIfAborted();
    chunks.push(chunk);
    bytes += chunk.length;
    if (bytes > MAX_MESSAGE_BYTES) break;
  }
  return Buffer.concat(chunks);
}

function asObject({ name, bytes }: Source): JsonObject {
  const parsed = parseJsonObject(bytes);
  if (parsed.ok) return parsed.value;
  const { code, message } = parsed.refusal;
  const mistake = code === 'invalid_json' ? jsonMistake(bytes.toString('utf8')) : null;
  throw usage(mistake === null ? `${name}: ${message}` : `${name} is not JSON: ${mistake}`);
}

/** Where a text stops being JSON, in the parser's words; `null` where it is JSON. */
export function jsonMistake(text: string): string | null {
  try {
    JSON.parse(text);
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
