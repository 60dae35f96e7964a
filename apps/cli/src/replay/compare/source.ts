import { createReadStream } from 'node:fs';
import {
  countExchanges,
  eventFilterOf,
  readExchange,
  readExchanges,
  SampleLineError,
  type Exchange,
  type ReplayFilter,
} from '#event-log';
import type { Query } from '#storage';
import { Failure, usage } from '../../failure';
import { linesOf, type Line } from '../../lines';
import { reasonOf } from '../../system-error';

/** Requests and their answers, and how many. */
export interface ExchangeSource {
  readonly total: number;
  readonly exchanges: AsyncIterable<Exchange>;
}

/** Each is answered twice here; more is load and no test. */
const MAX_EXCHANGES = 1_000_000;

/** Two messages as large as they may be, as base64, with all that is around them. */
const MAX_LINE_BYTES = 8 * 1024 * 1024;

/** The log as it is now; what comes later is not in it. */
export async function exchangesOfLog(query: Query, asked: ReplayFilter): Promise<ExchangeSource> {
  if (asked.from !== undefined && asked.to !== undefined && asked.from >= asked.to) {
    throw usage('--to must be later than --from');
  }
  const { requests, upTo } = await countExchanges(query, asked);
  if (requests === 0) throw new Failure('no', 'nothing_to_compare: no request of the log matches');
  if (requests > MAX_EXCHANGES) {
    throw new Failure('no', `too_many_events: ${requests} requests match, ${MAX_EXCHANGES} at most; choose fewer`);
  }
  return { total: requests, exchanges: readExchanges(query, { ...eventFilterOf(asked), before: upTo }) };
}

/** A file that `--export` wrote. */
export async function exchangesOfSample(file: string): Promise<ExchangeSource> {
  let total = 0;
  for await (const line of linesIn(file)) if (!isEmpty(line)) total += 1;
  if (total === 0) throw new Failure('no', `nothing_to_compare: ${file} is empty`);
  return { total, exchanges: readSample(file) };
}

async function* readSample(file: string): AsyncGenerator<Exchange> {
  for await (const line of linesIn(file)) if (!isEmpty(line)) yield exchangeIn(file, line);
}

async function* linesIn(file: string): AsyncGenerator<Line> {
  try {
    yield* linesOf(createReadStream(file), MAX_LINE_BYTES);
  } catch (error) {
    throw usage(`${file} cannot be read: ${reasonOf(error)}`);
  }
}

function isEmpty({ bytes }: Line): boolean {
  return bytes.length === 0;
}

function exchangeIn(file: string, { number, bytes }: Line): Exchange {
  try {
    if (bytes.length > MAX_LINE_BYTES) throw new SampleLineError(`it has more than ${MAX_LINE_BYTES} bytes`);
    return readExchange(bytes.toString('utf8'));
  } catch (error) {
    if (!(error instanceof SampleLineError)) throw error;
    throw usage(`sample_unreadable: ${file}:${number}: ${error.message}`);
  }
}
