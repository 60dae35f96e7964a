import { AssignerProtocol, type Admin } from 'kafkajs';
import { setTimeout as pause } from 'node:timers/promises';
import { lockTable, makeReadOnly } from './database';
import type { FaultBegun } from './history';
import { Mutex } from './mutex';
import type { PlannedFault } from './schedule';
import type { Server } from './servers';
import type { Setup } from './setup';
import type { Worker } from './worker';

type Mark = () => void;

/** Carries out planned faults. Each leaves everything as it was, but for the topics that have grown. */
export class Faults {
  readonly #setup: Setup;
  readonly #mutex = new Mutex();

  constructor(setup: Setup) {
    this.#setup = setup;
  }

  async run(fault: PlannedFault): Promise<void> {
    const resource = resourceOf(fault);
    await this.#mutex.run(resource, async () => {
      const assigned = resource === fault.target ? await this.#assigned(fault.target) : [];
      this.#begin(fault, assigned);
      let ended = false;
      const end = () => {
        if (!ended) this.#setup.history.write({ type: 'fault-end', at: Date.now(), fault: fault.fault });
        ended = true;
      };
      await this.#inflict(fault, end);
      end();
    });
  }

  #begin({ fault, kind, target }: PlannedFault, assigned: FaultBegun['assigned']): void {
    this.#setup.history.write({ type: 'fault-begin', at: Date.now(), fault, kind, target, assigned });
  }

  /** `end` is for faults that are over before everything is as it was. */
  async #inflict({ kind, target, lengthMs }: PlannedFault, end: Mark): Promise<void> {
    const { broker, database } = this.#setup;
    switch (kind) {
      case 'worker-kill':
      case 'worker-term':
        return this.#restartWorker(target, kind === 'worker-kill' ? 'SIGKILL' : 'SIGTERM', lengthMs, end);
      case 'worker-stop':
      case 'worker-stop-long':
        return stopped(this.#worker(target), lengthMs);
      case 'database-kill':
        return restarted(() => database.kill(), database, lengthMs);
      case 'database-restart':
        return restarted(() => database.end(), database, lengthMs);
      case 'database-stop':
        return stopped(database, lengthMs);
      case 'lock':
        return lockTable(database.address, target, lengthMs);
      case 'read-only':
        return makeReadOnly(database.address, lengthMs);
      case 'broker-kill':
        return restarted(() => broker.kill(), broker, lengthMs);
      case 'broker-restart':
        return restarted(() => broker.end(), broker, lengthMs);
      case 'broker-stop':
        return stopped(broker, lengthMs);
      case 'recreate':
        return this.#recreate(target, lengthMs);
      case 'grow':
        return this.#grow(target);
    }
  }

  async #restartWorker(name: string, signal: 'SIGKILL' | 'SIGTERM', lengthMs: number, end: Mark): Promise<void> {
    const worker = this.#worker(name);
    await worker.end(signal);
    end();
    await pause(lengthMs);
    await worker.start();
  }

  async #recreate(topic: string, lengthMs: number): Promise<void> {
    const { topics, producer, history, pending } = this.#setup;
    await producer.hold(topic);
    await this.#administer(async (admin) => {
      history.write({ type: 'deleted', at: Date.now(), topic, incarnation: topics.incarnation(topic) });
      await topics.delete(admin, topic);
      pending.forget(topic);
      await pause(lengthMs);
      await insisting(() => topics.recreate(admin, topic));
    });
    producer.release(topic);
  }

  async #grow(topic: string): Promise<void> {
    const { topics, producer } = this.#setup;
    await producer.hold(topic);
    await this.#administer((admin) => topics.grow(admin, topic));
    producer.release(topic);
  }

  /** What a worker has been assigned, by its client id; nothing where the group does not say. */
  async #assigned(name: string): Promise<FaultBegun['assigned']> {
    try {
      const { groups } = await this.#administer((admin) => admin.describeGroups([this.#worker(name).group]));
      const own = (groups[0]?.members ?? []).filter(({ clientId }) => clientId === name);
      return own.flatMap(({ memberAssignment }) =>
        Object.entries(AssignerProtocol.MemberAssignment.decode(memberAssignment)?.assignment ?? {}).flatMap(
          ([topic, partitions]) => partitions.map((partition) => ({ topic, partition })),
        ),
      );
    } catch {
      return [];
    }
  }

  #worker(name: string): Worker {
    const worker = this.#setup.workers.find((each) => each.name === name);
    if (worker === undefined) throw new Error(`no worker ${name}`);
    return worker;
  }

  async #administer<Result>(work: (admin: Admin) => Promise<Result>): Promise<Result> {
    const admin = this.#setup.kafka.admin({ retry: { retries: 2 } });
    await admin.connect();
    try {
      return await work(admin);
    } finally {
      await admin.disconnect();
    }
  }
}

/** Topics are changed through the broker, tables through the database: neither is ended meanwhile. */
function resourceOf({ kind, target }: PlannedFault): string {
  if (kind === 'lock' || kind === 'read-only') return 'database';
  return kind === 'recreate' || kind === 'grow' ? 'broker' : target;
}

async function stopped(process: Pick<Server, 'signal'>, lengthMs: number): Promise<void> {
  process.signal('SIGSTOP');
  await pause(lengthMs);
  process.signal('SIGCONT');
}

async function restarted(end: () => Promise<void>, server: Server, lengthMs: number): Promise<void> {
  await end();
  await pause(lengthMs);
  await insisting(() => server.start());
}

const ATTEMPTS = 5;

/** A topic that has just gone, or a server's old session, may be in the way for a moment. */
async function insisting(work: () => Promise<void>): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work();
    } catch (error) {
      if (attempt === ATTEMPTS) throw error;
      await pause(1_000);
    }
  }
}
