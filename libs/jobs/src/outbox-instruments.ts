import { Gauge } from 'prom-client';
import type { Metrics } from '#operations';
import type { OutboxWaiting } from '#storage';

/** What was not published yet at the last look. */
export function outboxInstruments({ registry }: Pick<Metrics, 'registry'>) {
  const gauge = (name: string, help: string) => new Gauge({ name, help, registers: [registry] });
  const messages = gauge('omninode_outbox_messages', 'Messages in the outbox that are not published, at the last look');
  const oldest = gauge('omninode_outbox_oldest_seconds', 'How long the oldest of them has been there');
  return {
    looked(waiting: OutboxWaiting): void {
      messages.set(waiting.messages);
      oldest.set(waiting.oldest_seconds);
    },
  };
}
