import type { Bus } from '#event-bus';
import type { WorkerRuntime } from './worker-runtime';

/** What a start is about until the worker has been in its group once. */
export class Starting {
  #done = false;

  constructor(
    private readonly bus: { readonly condition: Pick<Bus['condition'], 'started' | 'joined' | 'waitingFor'> },
    private readonly runtime: Pick<WorkerRuntime, 'waitingFor'>,
  ) {}

  /** What the worker waits for before it can begin; `null` once it has begun. */
  get reason(): string | null {
    const { started, joined, waitingFor } = this.bus.condition;
    this.#done ||= started && joined;
    if (this.#done) return null;
    if (!started) return `starting: ${this.runtime.waitingFor ?? 'preparing'}`;
    return `starting: waiting for ${partOf(waitingFor)}`;
  }
}

/** The bus tells what it waits for in its own words; here it gets its name. */
function partOf(waitingFor: string): string {
  if (waitingFor === 'not started') return 'the group';
  if (waitingFor.includes('rebalanc')) return `the group: ${waitingFor}`;
  return waitingFor.startsWith('none of the topics') ? `topics: ${waitingFor}` : `the broker: ${waitingFor}`;
}
