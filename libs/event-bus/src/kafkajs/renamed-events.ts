import type { SubscriptionEvents } from './subscription';
import type { TopicNames } from '../topic-names';
import { renamedKeys } from './renaming-admin';

/** Who is told by our names of topics what happens by the broker's. */
export function renamedEvents(events: SubscriptionEvents, names: TopicNames): SubscriptionEvents {
  if (names.areSame) return events;
  const { storedEnds, topicIds } = events;
  return {
    onBatch: (batch) => events.onBatch(batch),
    onRebalance: () => events.onRebalance?.(),
    onContact: () => events.onContact?.(),
    onCrash: (error, fatal) => events.onCrash(error, fatal),
    onStart: (start) => events.onStart?.({ ...start, topic: names.ofBroker(start.topic) }),
    onReplaced: (topic) => events.onReplaced?.(names.ofBroker(topic)),
    onAssigned: (assignment) => events.onAssigned?.(renamedKeys(assignment, names)),
    ...(topicIds && { topicIds }),
    storedEnds:
      storedEnds && (async (topics) => names.toBroker(await storedEnds(topics.map((topic) => names.ofBroker(topic))))),
  };
}
