import { CancelledSessions, LOOK_EVERY_MS } from './cancelled-sessions';
import type { SessionTable } from './session-table';

const SESSION = '7b1f2c9e-8a54-4f0e-9c55-0d3b6c1f2a10';

/** A table in memory, as several workers share it. */
function sharedTable() {
  const rows = new Map<string, Date>();
  let clock = 1_000_000;
  const looks: (Date | undefined)[] = [];
  const table: SessionTable = {
    cancel: async (session) => void rows.set(session, new Date((clock += 1000))),
    cancelledSince: async (since, limit) => {
      looks.push(since);
      const found = [...rows].filter(([, at]) => since === undefined || at.getTime() > since.getTime() - 15_000);
      return { sessions: found.map(([session]) => session).slice(0, limit), upTo: new Date(clock) };
    },
  };
  return { table, looks };
}

function worker(table: SessionTable | null) {
  const errors: unknown[] = [];
  const time = { now: 0 };
  const sessions = new CancelledSessions({
    table,
    now: () => new Date(time.now),
    onError: (error) => errors.push(error),
  });
  return { sessions, errors, time };
}

describe('cancelled sessions', () => {
  it('are known by their id in any case, and once', async () => {
    const { sessions } = worker(null);
    expect(await sessions.has(SESSION)).toBe(false);
    expect(await sessions.cancel(SESSION.toUpperCase())).toBe(true);
    expect(await sessions.cancel(SESSION)).toBe(false);
    expect(await sessions.has(SESSION)).toBe(true);
    expect(await sessions.has(`${SESSION}0`)).toBe(false);
  });

  it('are known to the others a moment later, and after a restart', async () => {
    const { table, looks } = sharedTable();
    const [one, other] = [worker(table), worker(table)];
    expect(await other.sessions.has(SESSION)).toBe(false);
    await one.sessions.cancel(SESSION);
    other.time.now = LOOK_EVERY_MS - 1;
    expect(await other.sessions.has(SESSION)).toBe(false);
    other.time.now = LOOK_EVERY_MS;
    expect(await other.sessions.has(SESSION)).toBe(true);
    expect(await worker(table).sessions.has(SESSION)).toBe(true);
    expect(looks).toEqual([undefined, new Date(1_000_000), undefined]);
  });

  it('cost no answer when the table is away', async () => {
    const away = () => Promise.reject(new Error('away'));
    const { sessions, errors, time } = worker({ cancel: away, cancelledSince: away });
    expect(await sessions.has('s-1')).toBe(false);
    time.now = LOOK_EVERY_MS;
    expect(await sessions.has('s-1')).toBe(false);
    expect(await sessions.cancel('s-1')).toBe(true);
    expect(await sessions.has('s-1')).toBe(true);
    expect(errors).toHaveLength(1);
  });

  it('have ids of any length and characters', async () => {
    const { table } = sharedTable();
    const { sessions } = worker(table);
    for (const id of ['x'.repeat(1024), '\u0000', '\ud800', '']) {
      expect(await sessions.has(id)).toBe(false);
      await sessions.cancel(id);
      expect(await sessions.has(id)).toBe(true);
    }
  });
});
