import { open } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import type { Arguments } from '../arguments';
import { EXIT, usage } from '../failure';
import { progressBar } from '../progress';
import type { Session } from '../session';
import { reasonOf as systemReason } from '../system-error';
import type { Json, WorkerClient } from '../worker-client';
import { choices, filterOf, reasonOf } from './choices';

const DEFAULT_MAX = 1_000;
/** Of one request. */
const MAX_ITEMS = 100;
const MAX_BYTES = 60_000;

/** A line for each dead letter, with exact bytes; `import` takes them. */
export async function exportLetters(monitor: WorkerClient, typed: Arguments, session: Session): Promise<number> {
  const ids = typed.all().slice(1);
  const max = typed.count('max') ?? DEFAULT_MAX;
  if (ids.length > 0) choices(typed);
  const chosen =
    ids.length > 0
      ? ids
      : (await monitor.list('dead-letters', filterOf(typed, 'open'), max)).items.map(({ id }) => String(id));
  const bar = progressBar(session, 'dead letters');
  for (const [index, id] of chosen.entries()) {
    const { dead_letter } = await monitor.get(`dead-letters/${encodeURIComponent(id)}/content`);
    if (dead_letter === null) session.note(`${id}: its bytes cannot be read here, or are not yours to read`);
    else await session.print(JSON.stringify(dead_letter));
    bar.show(index + 1, chosen.length);
  }
  bar.end();
  return EXIT.ok;
}

/** Puts such lines, or those of `kcat -J`, into a monitor. */
export async function importLetters(monitor: WorkerClient, typed: Arguments, session: Session): Promise<number> {
  const reason = reasonOf(typed);
  const [file = '-'] = typed.words(1, typed.all().length > 1 ? ['FILE'] : []);
  const input = file === '-' ? session.input : (await opened(file)).createReadStream();
  const total = { added: 0, known: 0, too_large: 0 };
  let items: string[] = [];
  const send = async () => {
    if (items.length === 0) return;
    const answer = await monitor.post('dead-letters/import', {
      reason,
      items: items.map((item) => JSON.parse(item) as Json),
    });
    total.added += Number(answer['added']);
    total.known += Number(answer['known']);
    items = [];
  };
  let line = 0;
  for await (const text of createInterface({ input })) {
    line += 1;
    if (text.trim() === '') continue;
    const item = JSON.stringify(itemOf(text, line));
    if (item.length > MAX_BYTES) {
      session.note(`line ${line} is too large for a request`);
      total.too_large += 1;
      continue;
    }
    if (items.length === MAX_ITEMS || items.join().length + item.length > MAX_BYTES) await send();
    items.push(item);
  }
  await send();
  await session.print(session.json ? JSON.stringify(total) : `${total.added} added, ${total.known} known before`);
  return total.too_large === 0 ? EXIT.ok : EXIT.no;
}

function opened(file: string): ReturnType<typeof open> {
  return open(file).catch((error: unknown) => {
    throw usage(`${file} cannot be read: ${systemReason(error)}`);
  });
}

/** As the monitor takes it; `kcat -J` has texts, and headers as one list of names and values. */
function itemOf(text: string, line: number): Json {
  const item = parsed(text, line);
  if ('value_base64' in item) return item;
  const { topic, partition, offset, ts, key, payload, headers } = item;
  const named = Array.isArray(headers) ? (headers as unknown[]) : [];
  const pairs = Array.from({ length: Math.floor(named.length / 2) }, (_, at) => [
    named[2 * at],
    encoded(named[2 * at + 1]),
  ]);
  return {
    topic,
    partition,
    offset: String(offset),
    timestamp: ts,
    key_base64: encoded(key),
    value_base64: encoded(payload),
    headers: pairs,
  };
}

function parsed(text: string, line: number): Json {
  try {
    const item: unknown = JSON.parse(text);
    if (typeof item === 'object' && item !== null && !Array.isArray(item)) return item as Json;
  } catch {
    // Said below.
  }
  throw usage(`line ${line} is not a JSON object`);
}

function encoded(value: unknown): string | null {
  return typeof value === 'string' ? Buffer.from(value).toString('base64') : null;
}
