import { mkdirSync, rmSync } from 'node:fs';
import { once, setMaxListeners } from 'node:events';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Kafka, logLevel } from 'kafkajs';
import { localPath } from '../../tools/local-stack/src/project';
import { eventually } from '../support/eventually';
import { PendingRequests } from './pending-requests';
import { drain, takeStock } from './drain';
import { Faults } from './faults';
import { HistoryWriter } from './history-file';
import type { CampaignOptions } from './options';
import { RequestProducer } from './producer';
import { Reader } from './reader';
import { knownRequest } from './requests';
import { plannedFaults } from './schedule';
import { kafkaServer, postgresServer, type Server } from './servers';
import type { Setup } from './setup';
import { Topics } from './topics';
import { Traffic } from './traffic';
import { watch } from './watch';
import { Worker, WORKER_KINDS } from './worker';

const READY_MS = 120_000;
const CLOSE_MS = 5_000;
const MINUTE_MS = 60_000;

/** One run: everything it starts, and the history it writes. */
export class Campaign {
  readonly directory: string;
  readonly historyFile: string;
  readonly #options: CampaignOptions;
  readonly #say: (line: string) => void;
  readonly #history: HistoryWriter;
  readonly #topics = new Topics();
  readonly #pending = new PendingRequests();
  readonly #workers: Worker[] = [];
  readonly #servers: Server[] = [];
  readonly #closing: (() => Promise<void> | void)[] = [];
  readonly #ending = new AbortController();

  constructor(options: CampaignOptions, say: (line: string) => void) {
    this.#options = options;
    this.#say = say;
    // One for each planned fault, which are many in an hour.
    setMaxListeners(0, this.#ending.signal);
    this.directory = localPath('campaign', String(options.seed));
    rmSync(this.directory, { recursive: true, force: true });
    mkdirSync(this.directory, { recursive: true });
    this.historyFile = join(this.directory, 'history.jsonl');
    this.#history = new HistoryWriter(this.historyFile);
  }

  /** Resolves when the history is complete; rejects at once when it is interrupted. */
  async run(): Promise<void> {
    const { signal } = this.#ending;
    await Promise.race([this.#run(), once(signal, 'abort').then(() => signal.throwIfAborted())]);
  }

  interrupt(): void {
    this.#say('Ending …');
    this.#ending.abort();
  }

  get interrupted(): boolean {
    return this.#ending.signal.aborted;
  }

  /** Ends and removes everything but the history and the logs, in whatever state it is. */
  async close(): Promise<void> {
    this.#ending.abort();
    await Promise.allSettled(this.#workers.map((worker) => worker.close()));
    await Promise.allSettled(this.#servers.map((server) => server.remove()));
    const closed = this.#closing.map(async (close) => close());
    await Promise.race([Promise.allSettled(closed), pause(CLOSE_MS)]);
    await this.#history.close();
  }

  async #run(): Promise<void> {
    const { seed, sessionTimeoutMs, soak } = this.#options;
    this.#history.write({ type: 'run', at: Date.now(), seed, sessionTimeoutMs });
    const setup = await this.#open();
    const traffic = new Traffic(setup, this.#options, this.#ending.signal);
    await this.#publishKnown(traffic);
    this.#closing.push(watch(setup));
    this.#say('Everything is up; the requests begin.');
    if (soak === null) await this.#trouble(setup, traffic);
    else await traffic.soak(soak, (made) => this.#say(`${made} requests`));
    this.#say(`No more requests and faults; ${this.#unsettled(setup)} are open.`);
    await drain(setup, this.#ending.signal);
    this.#say(`${this.#pending.settled} settled, ${this.#unsettled(setup)} still open.`);
    await takeStock(setup);
  }

  #unsettled({ producer }: Setup): number {
    return this.#pending.open + producer.open;
  }

  async #open(): Promise<Setup> {
    const broker = await kafkaServer(join(this.directory, 'kafka'));
    const database = await postgresServer(join(this.directory, 'postgres'));
    this.#servers.push(broker, database);
    this.#say('Starting Apache Kafka and PostgreSQL …');
    await Promise.all(this.#servers.map((server) => server.start()));
    await this.#topics.create(broker.address);
    const kafka = clientOf(broker.address);
    await this.#startWorkers(broker.address, database.address);
    const [topics, pending, history] = [this.#topics, this.#pending, this.#history];
    const producer = new RequestProducer(kafka, broker.address, topics, history, (made) => pending.acknowledged(made));
    const reader = this.#reader(broker.address);
    producer.start();
    reader.start();
    this.#closing.push(
      () => producer.stop(),
      () => reader.stop(),
    );
    return { broker, database, workers: this.#workers, topics, kafka, producer, reader, history, pending };
  }

  #reader(bootstrap: string): Reader {
    return new Reader(bootstrap, this.#topics, {
      onReply: (reply) => {
        this.#history.write(reply);
        this.#pending.replied(reply);
      },
      onDeadLetter: (letter) => {
        this.#history.write(letter);
        this.#pending.deadLettered(letter);
      },
    });
  }

  async #startWorkers(bootstrap: string, databaseUrl: string): Promise<void> {
    const environment = {
      KAFKA_BOOTSTRAP_SERVERS: bootstrap,
      DATABASE_URL: databaseUrl,
      KAFKA_SESSION_TIMEOUT_MS: String(this.#options.sessionTimeoutMs),
      VALIDATION_WORKERS: '1',
      VALIDATION_WARM_UP: '5',
    };
    const numbers = Array.from({ length: this.#options.workersPerKind }, (_, index) => index + 1);
    for (const kind of WORKER_KINDS) {
      for (const name of numbers.map((number) => `${kind}-${number}`)) {
        const onExit = (reason: string, asked: boolean) =>
          this.#history.write({ type: 'exit', at: Date.now(), worker: name, reason, asked });
        const group = `campaign-${kind}`;
        this.#workers.push(new Worker({ kind, name, group, directory: this.directory, environment, onExit }));
      }
    }
    this.#say(`Starting ${this.#workers.map(({ name }) => name).join(', ')} …`);
    this.#ending.signal.throwIfAborted();
    await Promise.all(this.#workers.map((worker) => worker.start()));
    for (const worker of this.#workers) {
      await eventually(`${worker.name} is ready`, async () => (await worker.health())?.ready, READY_MS);
    }
  }

  async #publishKnown(traffic: Traffic): Promise<void> {
    const known = knownRequest(this.#options.seed);
    traffic.make(known);
    await eventually('the first stamp is answered', () => this.#pending.isSettled(known.id), READY_MS);
  }

  async #trouble(setup: Setup, traffic: Traffic): Promise<void> {
    const workers = this.#workers.map(({ name }) => name);
    const faults = new Faults(setup);
    const started = performance.now();
    const planned = plannedFaults({ ...this.#options, workers }).map(async (fault) => {
      await pause(fault.beginMs, undefined, { signal: this.#ending.signal });
      const length = `${(fault.lengthMs / 1000).toFixed(1)} s`;
      this.#say(`${clock(started)} ${fault.kind} ${fault.target}, ${length}; ${this.#unsettled(setup)} open`);
      await faults.run(fault);
    });
    await Promise.all([traffic.openLoop(this.#options.minutes * MINUTE_MS), ...planned]);
  }
}

function clientOf(bootstrap: string): Kafka {
  return new Kafka({
    brokers: [bootstrap],
    clientId: 'campaign',
    logLevel: logLevel.NOTHING,
    connectionTimeout: 3_000,
    requestTimeout: 15_000,
    retry: { retries: 5, maxRetryTime: 1_000 },
  });
}

function clock(started: number): string {
  const seconds = Math.floor((performance.now() - started) / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}
