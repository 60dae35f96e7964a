import { startLocalBroker, type LocalBroker } from '../../tools/local-broker/src';
import { Stage } from '../integration/main-job/stage';
import { json, type Json, type Seen } from '../integration/main-job/tap';
import { everyAnswer, killAt, publish, repliesTo, settled, startWorker, type Job, type Kill } from './kill-run';
import { randomFrom, stampRequests, validateRequests } from './mixed-requests';

interface Size {
  readonly stamps: number;
  readonly validations: number;
  readonly kills: number;
  /** A killed member keeps its partitions until this has passed. Apache Kafka takes no less than 6 s by default. */
  readonly sessionTimeoutMs: number;
}

const FULL: Size = { stamps: 16_000, validations: 4_000, kills: 5, sessionTimeoutMs: 6_000 };
const SMALL: Size = { stamps: 2_000, validations: 600, kills: 2, sessionTimeoutMs: 1_000 };

const TEST_DEADLINE_MS = 600_000;

function describeKills(bootstrap: () => string, size: Size): void {
  const seed = Number(process.env['OMNI_TEST_SEED'] ?? Date.now() % 1_000_000_000);
  let stage: Stage;
  let jobs: readonly Job[];
  let kills: readonly Kill[];

  beforeAll(async () => {
    console.log(`kill seed ${seed} (run it again with OMNI_TEST_SEED=${seed})`);
    const random = randomFrom(seed);
    stage = await Stage.open(bootstrap());
    jobs = [
      { worker: 'bridge', op: 'stamp', requests: stampRequests(size.stamps, random) },
      { worker: 'intelligence', op: 'validate', requests: validateRequests(size.validations, random) },
    ];
    for (const { worker } of jobs) startWorker(stage, worker, size.sessionTimeoutMs);
    await Promise.all(jobs.map(({ worker }) => stage.app(worker).ready()));
    const moments = jobs.map(({ requests }) => momentsIn(requests.length, size.kills, random));
    const started = performance.now();
    const runs = jobs.map(async (job, index) => {
      const [, found] = await Promise.all([
        publish(stage, job),
        killAt(stage, job, moments[index] ?? [], size.sessionTimeoutMs),
      ]);
      await everyAnswer(stage, job);
      return found;
    });
    kills = (await Promise.all(runs)).flat();
    const seconds = (performance.now() - started) / 1000;
    await Promise.all(jobs.map((job) => settled(stage, job)));
    console.log(figures(stage, jobs, kills, seconds));
  }, TEST_DEADLINE_MS);

  afterAll(() => stage.close(), 30_000);

  it('answers every request', () => {
    for (const { requests } of jobs) {
      expect(requests.filter((request) => repliesTo(stage, request).length === 0)).toEqual([]);
    }
    expect(kills).toHaveLength(size.kills * jobs.length);
  });

  it('never gives two different answers to one request', () => {
    for (const { requests } of jobs) {
      const different = requests
        .map((request) => new Set(repliesTo(stage, request).map(withoutTimes)))
        .filter((answers) => answers.size !== 1);
      expect(different).toEqual([]);
    }
  });

  it('answers with results, not with errors', () => {
    for (const { requests } of jobs) {
      const refused = requests.flatMap((request) =>
        repliesTo(stage, request).filter(({ headers }) => 'x-error-code' in headers),
      );
      expect(refused).toEqual([]);
    }
  });

  it('keeps one stamp for each content, the one that was answered', async () => {
    const { requests = [] } = jobs.find(({ op }) => op === 'stamp') ?? {};
    const contents = new Set(requests.map(({ fields }) => fields['content']));
    const rows = await stage.database
      .open(1)
      .query<{ uid: string; hash: string }>(`SELECT uid, encode(blake3_hash, 'hex') AS hash FROM stamps`);
    expect(rows).toHaveLength(contents.size);
    const uids = new Map(rows.map(({ hash, uid }) => [hash, uid]));
    const strangers = requests
      .flatMap((request) => repliesTo(stage, request))
      .map((reply) => json(reply)['payload'] as { blake3_hash: string; metadata: { uid: string } })
      .filter(({ blake3_hash, metadata }) => uids.get(blake3_hash) !== metadata.uid);
    expect(strangers).toEqual([]);
  });

  it('had committed offsets when it was killed, and none past a request without an answer', () => {
    expect(kills.filter(({ committed }) => committed > 0).length).toBeGreaterThan(jobs.length);
  });
}

/** Where kills fall, as numbers of replies: anywhere in the first four fifths, so that work is left each time. */
function momentsIn(total: number, kills: number, random: () => number): readonly number[] {
  return Array.from({ length: kills }, () => Math.floor(random() * 0.8 * total)).sort((a, b) => a - b);
}

/** A reply but for when it was made: ids, envelope and payload must be the same each time. */
function withoutTimes(reply: Seen): string {
  const { timestamp: _sent, payload, ...envelope } = json(reply);
  const { timestamp: _made, processing_time_ms: _took, ...fields } = payload as Json;
  return JSON.stringify({ id: reply.headers['event_id'], ...envelope, payload: fields });
}

function figures(stage: Stage, jobs: readonly Job[], kills: readonly Kill[], seconds: number): string {
  const requests = jobs.reduce((sum, job) => sum + job.requests.length, 0);
  const replies = jobs.flatMap((job) => job.requests.flatMap((request) => repliesTo(stage, request))).length;
  const takeovers = kills.map(({ worker, takeoverMs }) => `${worker} ${(takeoverMs / 1000).toFixed(1)} s`);
  return [
    `${requests} requests answered in ${seconds.toFixed(1)} s: ${Math.round(requests / seconds)} requests/s`,
    `${replies - requests} replies were repeated`,
    `${kills.length} kills, taken over after ${takeovers.join(', ')}`,
  ].join('\n');
}

describe('on the local broker, workers that are killed in the middle', () => {
  let broker: LocalBroker;
  beforeAll(async () => {
    broker = await startLocalBroker();
  });
  describe('in a small run', () => {
    describeKills(() => broker.bootstrap, SMALL);
  });
  afterAll(() => broker.stop());
});

const kafka = process.env['OMNI_TEST_KAFKA_BOOTSTRAP'];
const reason = kafka === undefined ? ' – left out: no Apache Kafka here, it needs Java 17 and Maven' : '';
(kafka === undefined ? describe.skip : describe)(
  `on Apache Kafka, workers that are killed in the middle${reason}`,
  () => {
    describeKills(() => kafka ?? '', FULL);
  },
);
