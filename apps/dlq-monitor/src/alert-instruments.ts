import { Counter, Gauge } from 'prom-client';
import { deadLetterTopics } from '#contracts';
import { boundedLabel, type Metrics } from '#operations';

export interface Look {
  readonly open: readonly { readonly dlq_topic: string; readonly open: number }[];
  readonly firing: readonly { readonly dlq_topic: string }[];
  readonly at: Date;
}

/** What Prometheus can alert on; topics that are not in the catalog are counted together. */
export function alertInstruments({ registry }: Pick<Metrics, 'registry'>) {
  const topicLabel = boundedLabel(deadLetterTopics());
  const registers = [registry];
  const byTopic = (name: string, help: string) => new Gauge({ name, help, labelNames: ['topic'], registers });
  const open = byTopic('omninode_dead_letters_open', 'Open dead letters at the last look');
  const firing = byTopic('omninode_dead_letter_alerts_firing', 'Alerts that have not ended, at the last look');
  const lastLook = new Gauge({
    name: 'omninode_dead_letters_last_look_timestamp_seconds',
    help: 'When the open dead letters were last counted',
    registers,
  });
  return {
    looked({ open: counts, firing: alerts, at }: Look): void {
      open.reset();
      for (const count of counts) open.inc({ topic: topicLabel(count.dlq_topic) }, count.open);
      firing.reset();
      for (const { dlq_topic } of alerts) firing.inc({ topic: topicLabel(dlq_topic) });
      lastLook.set(at.getTime() / 1_000);
    },
  };
}

/** Records of dead-letter topics that could not be stored as they are, by whether they could be stored at all. */
export function unstorableCounter({ registry }: Pick<Metrics, 'registry'>) {
  return new Counter({
    name: 'omninode_dead_letters_unstorable_total',
    help: 'Dead letters stored in a bounded form (stored="true") or only logged (stored="false")',
    labelNames: ['stored'],
    registers: [registry],
  });
}
