import { ERROR } from '../apis';
import { Broker, Handler } from '../broker';
import { WireReader, WireWriter } from '../wire';

interface Wanted {
  readonly topic: string;
  readonly partition: number;
  readonly offset: number;
  readonly maxBytes: number;
}

interface Found {
  readonly partition: number;
  readonly error: number;
  readonly startOffset: number;
  readonly endOffset: number;
  readonly records: readonly Buffer[];
}

interface FetchRequest {
  readonly maxWaitMs: number;
  readonly minBytes: number;
  readonly maxBytes: number;
  readonly topics: ReadonlyArray<{ name: string; partitions: readonly Wanted[] }>;
}

/** Answers once minBytes are there, something is wrong, or maxWait has passed. */
export function fetchHandler(broker: Broker): Handler {
  return async (request, response, call) => {
    const wanted = readRequest(request, call.version);
    const deadline = performance.now() + wanted.maxWaitMs;
    for (;;) {
      const found = collect(broker, wanted, call.injected);
      const left = deadline - performance.now();
      if (left <= 0 || isEnough(found, wanted.minBytes)) return writeResponse(response, call.version, wanted, found);
      await newData(broker, wanted, left, call.closed);
    }
  };
}

function readRequest(request: WireReader, version: number): FetchRequest {
  request.int32();
  const maxWaitMs = request.int32();
  const minBytes = request.int32();
  const maxBytes = request.int32();
  request.int8();
  if (version >= 7) {
    request.int32();
    request.int32();
  }
  const topics = request.array(() => {
    const name = request.string();
    return { name, partitions: request.array(() => readPartition(request, version, name)) };
  });
  return { maxWaitMs, minBytes, maxBytes, topics };
}

function readPartition(request: WireReader, version: number, topic: string): Wanted {
  const partition = request.int32();
  if (version >= 9) request.int32();
  const offset = request.int64();
  if (version >= 5) request.int64();
  return { topic, partition, offset, maxBytes: request.int32() };
}

function collect(broker: Broker, wanted: FetchRequest, injected: number): Found[][] {
  let room = wanted.maxBytes;
  let empty = true;
  return wanted.topics.map(({ partitions }) =>
    partitions.map((one) => {
      const found = lookUp(broker, one, Math.min(room, one.maxBytes), empty, injected);
      room -= sizeOf(found);
      empty &&= found.records.length === 0;
      return found;
    }),
  );
}

function lookUp(broker: Broker, one: Wanted, room: number, atLeastOne: boolean, injected: number): Found {
  const { partition } = one;
  const log = broker.topics.log(one.topic, partition);
  const error = injected || (log ? 0 : ERROR.UNKNOWN_TOPIC_OR_PARTITION);
  if (error || log === undefined) return { partition, error, startOffset: -1, endOffset: -1, records: [] };
  const { startOffset, endOffset } = log;
  if (!log.holds(one.offset)) {
    return { partition, error: ERROR.OFFSET_OUT_OF_RANGE, startOffset, endOffset: -1, records: [] };
  }
  return { partition, error, startOffset, endOffset, records: log.read(one.offset, room, atLeastOne) };
}

function sizeOf(found: Found): number {
  return found.records.reduce((sum, batch) => sum + batch.length, 0);
}

function isEnough(found: readonly Found[][], minBytes: number): boolean {
  const all = found.flat();
  return all.some((one) => one.error) || all.reduce((sum, one) => sum + sizeOf(one), 0) >= minBytes;
}

async function newData(broker: Broker, wanted: FetchRequest, ms: number, closed: AbortSignal): Promise<void> {
  closed.throwIfAborted();
  const wanteds = wanted.topics.flatMap(({ partitions }) => partitions);
  const logs = wanteds.map((one) => broker.topics.log(one.topic, one.partition));
  await new Promise<void>((resolve) => {
    const timer = setTimeout(done, ms);
    const unwatch = logs.map((log) => log?.watch(done));
    closed.addEventListener('abort', done);
    function done(): void {
      clearTimeout(timer);
      unwatch.forEach((stop) => stop?.());
      closed.removeEventListener('abort', done);
      resolve();
    }
  });
}

function writeResponse(response: WireWriter, version: number, wanted: FetchRequest, found: Found[][]): void {
  response.int32(0);
  // Session 0 tells the client that there is no incremental fetch session: it repeats its partitions every time.
  if (version >= 7) response.int16(0).int32(0);
  response.array(wanted.topics, ({ name }) => {
    response.string(name).array(found.shift() ?? [], (one) => {
      response.int32(one.partition).int16(one.error).int64(one.endOffset).int64(one.endOffset);
      if (version >= 5) response.int64(one.startOffset);
      response.array(null, () => undefined);
      if (version >= 11) response.int32(-1);
      response.bytes(...one.records);
    });
  });
}
