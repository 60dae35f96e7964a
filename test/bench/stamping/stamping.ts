import { routeOf } from '#contracts';
import { STAMPING } from '#stamping';
import { Storage } from '#storage';
import { bridge, rawEcho } from '../contestants';
import { median, round } from '../figures';
import { Load, type Route, type Throughput } from '../load';
import { stopServer, type Command, type Stage } from '../stage';
import { measureHashing, type HashingFigures } from './hashing';
import { measureItems, measureTexts, type TextFigures } from './in-process';
import { measureLoop, type LoopFigures } from './loop';

/** Items in one request, each of 2 KiB. */
const TOGETHER = 100;
const ITEM_BYTES = 2_048;
const nothing = (): void => undefined;

export interface StampingFigures {
  readonly hashing: HashingFigures;
  readonly texts: readonly TextFigures[];
  readonly items: ReturnType<typeof measureItems>;
  readonly bus: readonly BusFigures[];
  readonly loop: readonly LoopFigures[];
}

interface BusFigures {
  readonly server: string;
  readonly stampsPerSecond: number;
  /** Microseconds of processor time for each stamp. */
  readonly cpu: number;
}

/** What stamping takes: hashing, checking, a stamp inside the service, stamps by Kafka, and what it holds up. */
export async function measureStamping(
  stage: Stage,
  databaseUrl: string,
  { requests, rounds }: { readonly requests: number; readonly rounds: number },
): Promise<StampingFigures> {
  const hashing = measureHashing(stage.directory);
  const items = measureItems();
  const texts = await inDatabase(databaseUrl, measureTexts);
  const bus = await measureBus(stage, databaseUrl, requests, rounds);
  return { hashing, items, texts, bus, loop: await measureLoop(stage, databaseUrl) };
}

async function inDatabase<Result>(url: string, work: (storage: Storage) => Promise<Result>): Promise<Result> {
  const retention = { days: { stamps: null }, onRemoved: nothing, onFailed: nothing };
  const storage = new Storage({ url, applicationName: 'bench', modules: [STAMPING], retention, onError: nothing });
  try {
    await storage.prepare(new AbortController().signal, nothing);
    return await work(storage);
  } finally {
    await storage.close();
  }
}

interface BusContestant {
  readonly name: string;
  readonly route: Route;
  readonly command: Omit<Command, 'name'>;
  readonly stampsEach: number;
}

/** In turn, as often as there are rounds; the middle of each. */
async function measureBus(
  stage: Stage,
  databaseUrl: string,
  stamps: number,
  rounds: number,
): Promise<readonly BusFigures[]> {
  const runs = new Map<string, BusFigures[]>();
  for (let at = 0; at < rounds; at += 1) {
    for (const contestant of busContestants(stage, databaseUrl)) {
      const { name } = contestant;
      runs.set(name, [...(runs.get(name) ?? []), await runOnce(stage, contestant, stamps)]);
    }
  }
  return [...runs].map(([server, all]) => ({
    server,
    stampsPerSecond: median(all.map((run) => run.stampsPerSecond)),
    cpu: median(all.map(({ cpu }) => cpu)),
  }));
}

function busContestants({ bootstrap }: Stage, databaseUrl: string): readonly BusContestant[] {
  const raw: Route = { request: 'bench.ajv', response: 'bench.ajv.reply', headers: () => ({}) };
  const served = (operation: 'stamp' | 'batch_stamp', payload?: Route['payload']): Route => {
    const { request, response } = routeOf(operation, 'dotted');
    return { request, response, headers: () => ({}), ...(payload && { payload }) };
  };
  const command = bridge(bootstrap, databaseUrl);
  return [
    {
      name: 'raw kafkajs in batches with Ajv, no stamps',
      route: raw,
      command: rawEcho(bootstrap, raw, 'checked-batch', 'raw-stamping'),
      stampsEach: 1,
    },
    { name: 'bridge, one stamp a request', route: served('stamp'), command, stampsEach: 1 },
    {
      name: `bridge, ${TOGETHER} stamps a request`,
      route: served('batch_stamp', batchPayload),
      command,
      stampsEach: TOGETHER,
    },
  ];
}

function batchPayload(id: string): object {
  const contents = Array.from({ length: TOGETHER }, (_, index) => `${id} ${index} `.padEnd(ITEM_BYTES, 'x'));
  return { contents, namespace: 'bench' };
}

async function runOnce(stage: Stage, { name, route, command, stampsEach }: BusContestant, stamps: number) {
  const load = await Load.open(stage.bootstrap, route);
  try {
    // As many records in one produce request as fit, whatever size they have.
    const ids = await load.publish(Math.ceil(stamps / stampsEach), Math.ceil(500 / stampsEach));
    const server = stage.start({ ...command, name });
    const { requestsPerSecond, cpu }: Throughput = await load.drain(ids, () => [server]);
    await stopServer(server);
    return { server: name, stampsPerSecond: requestsPerSecond * stampsEach, cpu: cpu / stampsEach };
  } finally {
    await load.close();
  }
}

/** Figures beside what they are to be compared with. */
export function reportStamping({ hashing, items, texts, bus, loop }: StampingFigures): void {
  const { ours, b3sum } = hashing;
  console.table([
    {
      what: 'BLAKE3 of 16 MiB, ms',
      ours: round(ours),
      beside: b3sum === null ? 'b3sum is not installed' : `b3sum, one thread: ${round(b3sum)}`,
      ratio: b3sum === null ? Number.NaN : round(b3sum / ours),
    },
    {
      what: 'check of a batch item, µs',
      ours: round(items.ours),
      beside: `class-validator: ${round(items.classValidator)}`,
      ratio: round(items.classValidator / items.ours),
    },
  ]);
  console.table(
    texts.flatMap(({ text, hash, whole, stamp }) =>
      Object.entries({ 'its hash': hash, 'its hash, encoded as a whole': whole, 'its stamp, stored': stamp }).map(
        ([what, { p50, p99 }]) => ({ '1 MiB of text': text, what, 'p50 ms': round(p50), 'p99 ms': round(p99) }),
      ),
    ),
  );
  console.table(
    bus.map(({ server, stampsPerSecond, cpu }) => ({
      server,
      'stamps/s': Math.round(stampsPerSecond),
      'CPU µs': Math.round(cpu),
    })),
  );
  console.table(
    loop.map(({ request, milliseconds, heldUpMs, peakMb }) => ({
      'over HTTP': request,
      'answered after ms': Math.round(milliseconds),
      'event loop held up ms': round(heldUpMs),
      'peak MB so far': Math.round(peakMb),
    })),
  );
}
