import { deadLetterTopicOf } from '#contracts';
import { JobFailedError, type Query } from '#storage';

const LAST = 'SELECT coalesce(max(position), 0)::text AS position FROM event_log';

/** No more than need be counted. */
const COUNT = `
SELECT count(*)::integer AS count FROM (
  SELECT FROM event_log
  WHERE position > $1 AND source_id = ANY (ARRAY(SELECT id FROM event_sources WHERE topic = ANY ($2::text[])))
  LIMIT $3) AS found`;

/** Some fail on every day; one in a hundred is more than that. */
const FEW = 10;
const SHARE = 0.01;

/**
 * Counts the dead letters of the topics that a replay sends to, from when it was begun, or begun again: those the log has
 * by now, whoever caused them.
 */
export class DeadLetterWatch {
  readonly #topics: readonly string[];

  private constructor(
    private readonly query: Query,
    private readonly after: string,
    targets: readonly string[],
    private readonly most: number | undefined,
  ) {
    this.#topics = targets.map(deadLetterTopicOf);
  }

  /** `most` is how many are no reason to stop; default: 10, or 1 % of what was sent. */
  static async begin(query: Query, targets: readonly string[], most?: number): Promise<DeadLetterWatch> {
    const [last] = await query<{ position: string }>(LAST);
    return new DeadLetterWatch(query, last?.position ?? '0', targets, most);
  }

  /**
   * Answers how many there are.
   *
   * @throws {JobFailedError} where they are too many.
   */
  async check(sent: number): Promise<number> {
    const most = this.most ?? Math.max(FEW, Math.ceil(sent * SHARE));
    const [row] = await this.query<{ count: number }>(COUNT, [this.after, this.#topics, most + 1]);
    const count = row?.count ?? 0;
    if (count <= most) return count;
    const sentence = `More than ${most} dead letters have come in on ${this.#topics.join(', ')} since it was begun.`;
    throw new JobFailedError('dead_letters_rise', sentence);
  }
}
