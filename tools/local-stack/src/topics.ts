import type { TopicSpec } from '#contracts';
import { applyTopics as apply, KafkaConnection, type AppliedTopics, type ConnectionSettings } from '#event-bus';

/** The catalog on the broker of this stack: see `applyTopics` of the event bus. */
export function applyTopics(
  broker: string | ConnectionSettings,
  catalog: readonly TopicSpec[],
): Promise<AppliedTopics> {
  const settings = typeof broker === 'string' ? { brokers: broker.split(','), clientId: 'local-stack' } : broker;
  return apply(new KafkaConnection(settings, { debug: () => undefined }), catalog);
}
