import type { TopicSpec } from '#contracts';
import { applyTopics as apply, KafkaConnection, type AppliedTopics } from '#event-bus';

/** The catalog on the broker of this stack: see `applyTopics` of the event bus. */
export function applyTopics(bootstrap: string, catalog: readonly TopicSpec[]): Promise<AppliedTopics> {
  const settings = { brokers: bootstrap.split(','), clientId: 'local-stack' };
  return apply(new KafkaConnection(settings, { debug: () => undefined }), catalog);
}
