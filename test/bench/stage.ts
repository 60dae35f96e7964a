import { execFile } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { topicCatalog } from '#contracts';
import { applyTopics, KafkaConnection } from '#event-bus';
import { startLocalBroker } from '../../tools/local-broker/src';
import { findJavaAndMaven, kafkaRecord } from '../../tools/local-stack/src/apache-kafka';
import { recordedProcess } from '../../tools/local-stack/src/process-record';
import { localPath } from '../../tools/local-stack/src/project';
import { startServer, type ServerProcess } from '../../tools/local-stack/src/server-process';
import { clearRun } from '../campaign/stale-runs';
import { kafkaServer, postgresServer } from '../campaign/servers';
import { eventually } from '../support/eventually';

/** Shared evenly by one, two, three and six workers or threads. */
const PARTITIONS = 6;
const STOP_MS = 10_000;
const LEADERS_MS = 60_000;
/** As a shell reports Ctrl-C. */
const INTERRUPTED = 130;

/** A program that answers requests. */
export interface Command {
  readonly name: string;
  /** Node where it is left out. */
  readonly program?: string;
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

/** What a run stands on: a broker, a database where one is wanted, and the servers that are measured. */
export class Stage {
  /** Emptied when the stage is opened and removed when it is closed. */
  readonly directory = localPath('bench');
  readonly #say: (line: string) => void;
  readonly #closing: (() => Promise<void> | void)[] = [];
  #bootstrap = '';
  #brokerName = '';
  #servers = 0;

  constructor(say: (line: string) => void) {
    this.#say = say;
  }

  get bootstrap(): string {
    return this.#bootstrap;
  }

  get broker(): string {
    return this.#brokerName;
  }

  /** Where the broker is a process of its own. */
  get brokerPid(): number | undefined {
    return recordedProcess(kafkaRecord(this.#kafkaDirectory))?.pid;
  }

  get #kafkaDirectory(): string {
    return join(this.directory, 'kafka');
  }

  /** Throws one sentence where another run goes on. */
  async open(): Promise<void> {
    mkdirSync(this.directory, { recursive: true });
    await clearRun(this.directory, this.#say);
    rmSync(this.directory, { recursive: true });
    mkdirSync(this.directory);
    this.#closing.push(() => rmSync(this.directory, { recursive: true, force: true }));
    const real = (await findJavaAndMaven()) !== undefined;
    this.#brokerName = real ? 'Apache Kafka' : 'local broker';
    this.#bootstrap = real ? await this.#startKafka() : await this.#startLocal();
  }

  /** The topics of the catalogue, and those by `names`, which have the same number of partitions. */
  async makeTopics(names: readonly string[]): Promise<void> {
    const own = names.map((name) => ({ name, partitions: PARTITIONS, config: {} }));
    const others = topicCatalog().filter(({ name }) => !names.includes(name));
    const connection = new KafkaConnection(
      { brokers: [this.#bootstrap], clientId: 'bench' },
      { debug: () => undefined },
    );
    await applyTopics(connection, [...own, ...others]);
    await eventually('every partition has a leader', () => connection.administration.ends(names), LEADERS_MS);
  }

  /** A database that keeps what it has promised, as one in production does. */
  async startPostgres(): Promise<string> {
    const postgres = await postgresServer(join(this.directory, 'postgres'), {});
    this.#closing.push(() => postgres.remove());
    await postgres.start();
    return postgres.address;
  }

  start({ name, program = process.execPath, args, env }: Command): ServerProcess {
    const [record, logFile] = ['json', 'log'].map((end) => join(this.directory, `server-${this.#servers}.${end}`));
    this.#servers += 1;
    const files = { record: record ?? '', logFile: logFile ?? '' };
    const server = startServer({ name, program, args, ...files, log: this.#say, env: { ...process.env, ...env } });
    this.#closing.push(() => stopServer(server, 'SIGKILL'));
    return server;
  }

  /** Runs a tool that ends by itself; rejects with what it complained. */
  async run(program: string, args: readonly string[]): Promise<void> {
    const ending = new AbortController();
    this.#closing.push(() => ending.abort());
    await promisify(execFile)(program, [...args], { signal: ending.signal });
  }

  /** Ends and removes everything, whatever state it is in. */
  async close(): Promise<void> {
    for (const close of this.#closing.toReversed()) await close();
  }

  async #startKafka(): Promise<string> {
    const kafka = await kafkaServer(this.#kafkaDirectory, this.#say);
    this.#closing.push(() => kafka.remove());
    await kafka.start();
    return kafka.address;
  }

  async #startLocal(): Promise<string> {
    const broker = await startLocalBroker();
    this.#closing.push(() => broker.stop());
    return broker.bootstrap;
  }
}

export function stopServer(server: ServerProcess, signal: NodeJS.Signals = 'SIGTERM'): Promise<void> {
  return server.stop(signal, STOP_MS);
}

/** Runs `work` on a stage that is gone afterwards, also when the run is interrupted. */
export async function onStage(say: (line: string) => void, work: (stage: Stage) => Promise<void>): Promise<void> {
  const stage = new Stage(say);
  const interrupted = new Promise<never>((_, reject) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => reject(new Interrupted()));
  });
  const run = async (): Promise<void> => {
    await stage.open();
    await work(stage);
  };
  try {
    await Promise.race([run(), interrupted]);
  } catch (error) {
    if (!(error instanceof Interrupted)) throw error;
    process.exitCode = INTERRUPTED;
  } finally {
    await stage.close();
  }
}

class Interrupted extends Error {}
