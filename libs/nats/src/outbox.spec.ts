import * as fc from 'fast-check';
import type { ForwardedMessage } from './message';
import { Outbox, OutboxFullError, type Stored } from './outbox';

function message(eventId: string): ForwardedMessage {
  return { family: 'alerts', subject: 'alerts.test', eventId, payload: {} as never };
}

/** A stream with a duplicate window that never ends, and an outage switch. */
function stream() {
  const held: string[] = [];
  const state = { up: true, held, tries: 0 };
  const store = async ({ eventId }: ForwardedMessage): Promise<Stored> => {
    state.tries++;
    await Promise.resolve();
    if (!state.up) throw new Error('away');
    if (held.includes(eventId)) return 'duplicate';
    held.push(eventId);
    return 'stored';
  };
  return { state, store };
}

function outbox(limit: number) {
  const { state, store } = stream();
  const turns: (string | null)[] = [];
  const box = new Outbox({ store, limit, onStored: () => undefined, onTurn: (away) => turns.push(away) });
  return { box, state, turns };
}

describe('the outbox', () => {
  it('resolves when the message is stored', async () => {
    const { box, state } = outbox(10);
    await box.put([message('a'), message('b')]);
    expect(state.held).toEqual(['a', 'b']);
    expect(box.size).toBe(0);
    expect(box.away).toBeNull();
  });

  it('keeps what cannot be stored and lets its work go on', async () => {
    const { box, state, turns } = outbox(10);
    state.up = false;
    await box.put([message('a')]);
    await box.put([message('b'), message('c')]);
    expect(box.size).toBe(3);
    expect(box.away).toBe('away');
    expect(turns).toEqual(['away']);
    await box.close(0);
  });

  it('stores it in order as soon as that works, and then waits for acknowledgements again', async () => {
    const { box, state, turns } = outbox(10);
    state.up = false;
    await box.put([message('a'), message('b')]);
    state.up = true;
    await new Promise<void>((resolve) => {
      const look = (): void => (box.size === 0 ? resolve() : void setImmediate(look));
      look();
    });
    expect(state.held).toEqual(['a', 'b']);
    expect(turns).toEqual(['away', null]);
    await box.put([message('c')]);
    expect(state.held).toEqual(['a', 'b', 'c']);
  });

  it('rejects beyond its limit, and what is put again waits once', async () => {
    const { box, state } = outbox(2);
    state.up = false;
    await box.put([message('a')]);
    await expect(box.put([message('b'), message('c')])).rejects.toBeInstanceOf(OutboxFullError);
    expect(() => box.assertRoom()).toThrow('3 messages wait for NATS: away');
    await expect(box.put([message('b'), message('c')])).rejects.toBeInstanceOf(OutboxFullError);
    expect(box.size).toBe(3);
    await box.close(0);
  });

  it('keeps nothing for nobody when its limit is 0', async () => {
    const { box, state } = outbox(0);
    state.up = false;
    await expect(box.put([message('a')])).rejects.toBeInstanceOf(OutboxFullError);
    await box.close(0);
  });

  it('says how much is lost when it closes while nothing can be stored, and takes no more', async () => {
    const { box, state } = outbox(10);
    state.up = false;
    await box.put([message('a'), message('b')]);
    await expect(box.close(10_000)).resolves.toBe(2);
    await expect(box.put([message('c')])).rejects.toBeInstanceOf(OutboxFullError);
  });

  it('stores everything that was put, exactly once and however often storing fails', async () => {
    const puts = fc.array(fc.array(fc.nat(40).map(String), { maxLength: 5 }), { maxLength: 30 });
    await fc.assert(
      fc.asyncProperty(puts, fc.infiniteStream(fc.integer({ min: 0, max: 9 })), async (batches, luck) => {
        const { state, store } = stream();
        const unlucky = async (one: ForwardedMessage): Promise<Stored> => {
          if (luck.next().value === 0) throw new Error('bad luck');
          return store(one);
        };
        const box = new Outbox({ store: unlucky, limit: 1_000, onStored: () => undefined, onTurn: () => undefined });
        await Promise.all(batches.map((ids) => box.put(ids.map(message))));
        await new Promise<void>((resolve) => {
          const look = (): void => (box.size === 0 ? resolve() : void setImmediate(look));
          look();
        });
        expect([...state.held].sort()).toEqual([...new Set(batches.flat())].sort());
      }),
      { numRuns: 25 },
    );
  });
});
