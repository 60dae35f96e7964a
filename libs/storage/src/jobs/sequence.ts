import type { Place } from './record-source';
import { advanced, noteOf, withPlaces, type Outgoing, type State } from './republish-state';
import type { RunningJob } from './running-job';
import type { Mark, SequenceSender } from './sequence-sender';

/** With the id of its job behind it: the transactional id of a sequence, and the consumer group that its mark is kept under. */
export const SEQUENCE_PREFIX = 'omninode-job-';

/** What republishing needs of a job that runs. */
export type RepublishingJob = Pick<RunningJob, 'id' | 'job' | 'query' | 'check' | 'save' | 'stepSize'>;

/** The sequence of one job on the broker. */
export class Sequence {
  private constructor(
    private readonly running: RepublishingJob,
    private readonly reopen: () => Promise<SequenceSender>,
    private sender: SequenceSender,
    /** Whether marks say where records are. */
    private readonly withPlaces: boolean,
  ) {}

  static async open(
    running: RepublishingJob,
    { open, sentTo }: { readonly open: (name: string) => Promise<SequenceSender>; readonly sentTo?: unknown },
  ): Promise<Sequence> {
    const reopen = () => open(`${SEQUENCE_PREFIX}${running.id}`);
    return new Sequence(running, reopen, await reopen(), sentTo !== undefined);
  }

  get mark(): Mark | null {
    return this.sender.mark;
  }

  /** Sends what comes next, together where all of it fits, else one by one. */
  async send(state: State, outgoing: readonly Place<Outgoing>[]): Promise<State> {
    let next = outgoing.reduce(advanced, state);
    const sent = outgoing.flatMap(({ position, row: record }) =>
      record === null || typeof record === 'string' ? [] : [{ position, record }],
    );
    try {
      await this.sender.send(
        sent.map(({ record }) => record),
        (sentTo) => {
          next = this.withPlaces ? withPlaces(next, sent, sentTo) : next;
          return { position: next.position, note: noteOf(next) };
        },
      );
      return next;
    } catch (error) {
      if (!isTooLarge(error)) throw error;
      await this.#openAgain();
    }
    const [only, ...others] = outgoing;
    if (only !== undefined && others.length === 0) return this.send(state, [{ ...only, row: 'too_large' }]);
    let reached = state;
    for (const one of outgoing) reached = await this.send(reached, [one]);
    return reached;
  }

  async forget(): Promise<void> {
    await this.sender.forget().catch(() => undefined);
  }

  async close(): Promise<void> {
    await this.sender.close().catch(() => undefined);
  }

  async #openAgain(): Promise<void> {
    await this.close();
    this.sender = await this.reopen();
    // Whoever has taken the job over meanwhile has the sequence, too.
    await this.running.check();
  }
}

function isTooLarge(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'message_too_large';
}
