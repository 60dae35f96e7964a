import { createHash } from 'node:crypto';
import { classifyDatabaseError, openDatabase, type Database } from '#storage';
import { BridgeStorage } from '../../support/bridge-storage';
import { OwnPostgres } from '../../support/own-postgres';
import { eventually } from '../../support/eventually';

/** What may be wrong with a database; `undo` makes it good again. */
interface Trouble {
  readonly name: string;
  readonly reason: RegExp;
  readonly begin: () => Promise<() => Promise<unknown> | void>;
}

const draft = (text: string) => ({
  namespace: 'outages',
  blake3_hash: createHash('sha256').update(text).digest('hex'),
  content_type: 'text/plain',
  content_length: text.length,
  file_path: null,
});

describe('a database that fails everyone', () => {
  let server: OwnPostgres;
  let admin: Database;
  let opened: BridgeStorage[] = [];
  let count = 0;

  const asAdmin = (url: string): Database =>
    openDatabase({ url, maxConnections: 3, applicationName: 'admin', onError: () => undefined });

  /** As a role that is no superuser. */
  const open = (): BridgeStorage => {
    const url = new URL(server.url);
    [url.username, url.password] = ['worker', 'secret'];
    const storage = new BridgeStorage({
      url: url.toString(),
      applicationName: 'worker',
      connectTimeoutMs: 1_000,
      statementTimeoutMs: 1_000,
    });
    opened.push(storage);
    return storage;
  };

  const stamp = (storage: BridgeStorage) => storage.stamps.stamp(draft(String((count += 1))));

  beforeAll(async () => {
    server = await OwnPostgres.start();
    admin = asAdmin(server.url);
    await admin.query(`CREATE ROLE worker LOGIN PASSWORD 'secret'`);
    await admin.query('GRANT CREATE ON SCHEMA public TO worker');
    const storage = open();
    await storage.prepare(new AbortController().signal, () => undefined);
  });

  afterEach(async () => {
    await Promise.all(opened.map((storage) => storage.close()));
    opened = [];
  });

  afterAll(async () => {
    await admin.close();
    await server.stop();
  });

  const disconnectWorkers = () =>
    admin.query(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'worker'`);

  /** Holds what a transaction holds until it is called. */
  const holding = async (statement: string): Promise<() => Promise<unknown>> => {
    let release = (): void => undefined;
    const released = new Promise<void>((resolve) => (release = resolve));
    let transaction: Promise<unknown> = Promise.resolve();
    await new Promise<void>((resolve, reject) => {
      transaction = admin.transaction(async (query) => {
        await query(statement).then(() => resolve(), reject);
        await released;
      });
    });
    return () => {
      release();
      return transaction;
    };
  };

  const troubles: readonly Trouble[] = [
    ...['ACCESS EXCLUSIVE', 'EXCLUSIVE', 'SHARE'].map((mode) => ({
      name: `a table that is locked in ${mode} mode`,
      reason: /^table stamps is locked by another transaction \(pid \d+\)$/,
      begin: () => holding(`LOCK TABLE stamps IN ${mode} MODE`),
    })),
    {
      name: 'a read-only database',
      reason: /^the database is read-only$/,
      begin: async () => {
        await admin.query('ALTER DATABASE omninode SET default_transaction_read_only = on');
        await disconnectWorkers();
        return async () => {
          await admin.transaction(async (query) => {
            await query('SET LOCAL transaction_read_only = off');
            await query('ALTER DATABASE omninode RESET default_transaction_read_only');
          });
          await disconnectWorkers();
        };
      },
    },
    {
      name: 'a privilege that was revoked',
      reason: /^the privilege INSERT on table stamps is missing$/,
      begin: async () => {
        await admin.query('REVOKE INSERT ON stamps FROM worker');
        return () => admin.query('GRANT INSERT ON stamps TO worker');
      },
    },
    {
      name: 'a table that was renamed',
      reason: /^table stamps is missing$/,
      begin: async () => {
        await admin.query('ALTER TABLE stamps RENAME TO stamps_old');
        return () => admin.query('ALTER TABLE stamps_old RENAME TO stamps');
      },
    },
    {
      name: 'too many connections',
      reason: /^too many connections for role "worker"$/,
      begin: async () => {
        await admin.query('ALTER ROLE worker CONNECTION LIMIT 0');
        await disconnectWorkers();
        return () => admin.query('ALTER ROLE worker CONNECTION LIMIT -1');
      },
    },
    {
      name: 'another password',
      reason: /^password authentication failed for user "worker"; check user and password in DATABASE_URL$/,
      begin: async () => {
        await admin.query(`ALTER ROLE worker PASSWORD 'other'`);
        await disconnectWorkers();
        return () => admin.query(`ALTER ROLE worker PASSWORD 'secret'`);
      },
    },
    {
      name: 'a server that hangs',
      reason: /^the database does not answer$/,
      begin: async () => {
        server.hang();
        return () => server.resume();
      },
    },
    {
      name: 'a server that was killed',
      reason: /ECONNREFUSED/,
      begin: async () => {
        await server.kill();
        return () => server.start();
      },
    },
  ];

  it.each(troubles)('$name is an outage, health says why, and then it is over', async ({ reason, begin }) => {
    const storage = open();
    await stamp(storage);
    await expect(storage.health()).resolves.toEqual({ status: 'up' });
    const undo = await begin();
    // Connections that were cut fail once more with the words of the cut.
    await eventually('health says why', () => storage.ping().then(undefined, ({ message }) => reason.test(message)));
    const failure: unknown = await stamp(storage).catch((error: unknown) => error);
    expect(classifyDatabaseError(failure)).toBe('outage');
    for (const state of await Promise.allSettled([storage.health(), storage.ping()])) {
      expect(state).toMatchObject({ status: 'rejected', reason: { message: expect.stringMatching(reason) } });
    }
    await undo();
    await eventually('it works again', async () => {
      await storage.ping();
      return stamp(storage);
    });
  });

  it('takes statements that are too slow for an outage', async () => {
    const storage = open();
    await admin.query(`CREATE FUNCTION slow() RETURNS trigger LANGUAGE plpgsql
      AS 'BEGIN PERFORM pg_sleep(5); RETURN NEW; END'`);
    await admin.query('CREATE TRIGGER slow BEFORE INSERT ON stamps FOR EACH ROW EXECUTE FUNCTION slow()');
    const failure: unknown = await stamp(storage).catch((error: unknown) => error);
    await admin.query('DROP FUNCTION slow CASCADE');
    expect(classifyDatabaseError(failure)).toBe('outage');
    expect(failure).toMatchObject({ code: '57014' });
  });

  it('is healthy while a table is only read, written or vacuumed', async () => {
    const storage = open();
    for (const mode of ['ROW EXCLUSIVE', 'SHARE UPDATE EXCLUSIVE']) {
      const undo = await holding(`LOCK TABLE stamps IN ${mode} MODE`);
      await expect(storage.health()).resolves.toEqual({ status: 'up' });
      await undo();
    }
  });

  it('answers for its tables also while every connection of the work waits for a lock', async () => {
    const storage = open();
    const undo = await holding('LOCK TABLE inbox IN ACCESS EXCLUSIVE MODE');
    const waiting = Promise.allSettled(
      Array.from({ length: 50 }, (_, index) => [stamp(storage), storage.inbox.finish('spec', String(index))]).flat(),
    );
    await expect(storage.ping()).rejects.toThrow(/^table inbox is locked/);
    await undo();
    await waiting;
  });
});
