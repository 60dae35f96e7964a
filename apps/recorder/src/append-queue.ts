import { append, type Appended, type KnownEnds, type NewEvent } from '#event-log';
import { classifyDatabaseError, grouped, type Database } from '#storage';

/** One statement at a time keeps the order; while it is under way, the next group fills. */
const GROUPS = { maxKeys: 1_000, maxInFlight: 1 };

/**
 * Appends events in the order in which they come, many at once. In an outage each of them is tried again, in any order;
 * so what failed is remembered and goes before whatever comes next, as it would have without the outage.
 */
export class AppendQueue {
  /** Resolves when the event is in the log. */
  readonly append: (event: NewEvent) => Promise<void>;
  #failed: readonly NewEvent[] = [];
  /** In the log since they failed, and not asked for again yet. */
  readonly #settled = new Set<string>();
  readonly #known: KnownEnds = new Map();

  constructor(
    private readonly database: Database,
    private readonly seal: (events: readonly NewEvent[]) => Promise<readonly NewEvent[]>,
    private readonly onAppended: (appended: Appended) => void,
  ) {
    this.append = grouped(async (events) => {
      await this.#appendAll(events.filter((event) => !this.#settled.delete(idOf(event))));
      return events.map(() => undefined);
    }, GROUPS);
  }

  async #appendAll(events: readonly NewEvent[]): Promise<void> {
    if (events.length === 0) return;
    const again = new Set(this.#failed.map(idOf));
    const group = [...this.#failed, ...events.filter((event) => !again.has(idOf(event)))];
    this.#failed = [];
    try {
      this.onAppended(await append(this.database, await this.seal(group), this.#known));
      const asked = new Set(events.map(idOf));
      for (const id of again) if (!asked.has(id)) this.#settled.add(id);
    } catch (error) {
      // One event that the database refuses for good must not go with the others again.
      if (classifyDatabaseError(error) !== 'permanent') this.#failed = group;
      throw error;
    }
  }
}

function idOf({ id }: NewEvent): string {
  return id.toString('latin1');
}
