import { deadLetterTopicOf, deadLetterTopics } from '#contracts';
import { kindOf } from '../read-event';

/** Why nothing is replayed to a topic. */
export type TargetRefusal = 'dead_letter_topic' | 'not_traffic' | 'no_such_topic';

const DEAD_LETTERS = new Set(deadLetterTopics());

/**
 * `null`: records may be sent to this topic. Dead letters would be collected again, and what was decided or what services
 * say about themselves would be told twice, by the recorder, too: it must not add to what it is about. Topics of Kafka's
 * own are nobody's.
 *
 * @param topics All there are on the broker.
 */
export function refuseTarget(topic: string, topics: ReadonlySet<string>): TargetRefusal | null {
  if (DEAD_LETTERS.has(topic) || isDeadLetterTopicOf(topics, topic)) return 'dead_letter_topic';
  if (kindOf(topic) !== 'traffic' || topic.startsWith('__')) return 'not_traffic';
  return topics.has(topic) ? null : 'no_such_topic';
}

/** Of a topic that no catalog has: whatever is called as its dead letters would be. */
function isDeadLetterTopicOf(topics: ReadonlySet<string>, topic: string): boolean {
  const of = topic.replace(/\.dlq$/, '');
  return of !== topic && topics.has(of) && deadLetterTopicOf(of) === topic;
}
