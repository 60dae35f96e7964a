import { Counter, Gauge } from 'prom-client';
import { deadLetterTopics } from '#contracts';
import type { KeptAlert, NoticeOutcome, OpenCount } from '#dead-letters';
import { boundedLabel, type Metrics } from '#operations';

export interface Look {
  readonly open: readonly Pick<OpenCount, 'dlq_topic' | 'open' | 'oldest_received_at'>[];
  readonly firing: readonly Pick<KeptAlert, 'key' | 'facts'>[];
  readonly at: Date;
}

/** What Prometheus can alert on; topics that are not in the catalog are counted together. */
export function alertInstruments({ registry }: Pick<Metrics, 'registry'>) {
  const topicLabel = boundedLabel(deadLetterTopics());
  const registers = [registry];
  const gauge = <Name extends string>(name: string, help: string, labelNames: Name[]) =>
    new Gauge({ name, help, labelNames, registers });
  const open = gauge('omninode_dead_letters_open', 'Open dead letters at the last look', ['topic']);
  const oldest = gauge(
    'omninode_dead_letters_oldest_timestamp_seconds',
    'When the oldest open dead letter came, at the last look',
    ['topic'],
  );
  const firing = gauge('omninode_dead_letter_alerts_firing', 'Alerts that have not ended, at the last look', [
    'topic',
    'kind',
  ]);
  const lastLook = new Gauge({
    name: 'omninode_dead_letters_last_look_timestamp_seconds',
    help: 'When the open dead letters were last counted',
    registers,
  });
  return {
    looked({ open: counts, firing: alerts, at }: Look): void {
      open.reset();
      oldest.reset();
      const first = new Map<string, number>();
      for (const { dlq_topic, open: some, oldest_received_at } of counts) {
        const topic = topicLabel(dlq_topic);
        open.inc({ topic }, some);
        first.set(topic, Math.min(first.get(topic) ?? Number.POSITIVE_INFINITY, oldest_received_at.getTime()));
      }
      for (const [topic, at] of first) oldest.set({ topic }, at / 1_000);
      firing.reset();
      for (const { key, facts } of alerts) {
        firing.inc({ topic: topicLabel(facts?.dlq_topic ?? key), kind: facts?.kind ?? 'threshold' });
      }
      lastLook.set(at.getTime() / 1_000);
    },
  };
}

/** Records of dead-letter topics that could not be stored as they are, by whether they could be stored at all. */
export function unstorableCounter({ registry }: Pick<Metrics, 'registry'>) {
  const counter = new Counter({
    name: 'omninode_dead_letters_unstorable_total',
    help: 'Dead letters stored in a bounded form (stored="true") or only logged (stored="false")',
    labelNames: ['stored'],
    registers: [registry],
  });
  for (const stored of ['true', 'false']) counter.inc({ stored }, 0);
  return counter;
}

/** Notices of alerts to destinations outside the bus. */
export function noticeInstruments({ registry }: Pick<Metrics, 'registry'>) {
  const registers = [registry];
  const waiting = new Gauge({
    name: 'omninode_alert_notices_waiting',
    help: 'Notices of alerts that no destination has taken yet',
    registers,
  });
  const done = new Counter({
    name: 'omninode_alert_notices_total',
    help: 'Notices of alerts by destination and outcome: delivered, refused, given_up',
    labelNames: ['destination', 'outcome'],
    registers,
  });
  return {
    waiting: (count: number): void => waiting.set(count),
    done: (destination: string, outcome: NoticeOutcome): void => done.inc({ destination, outcome }),
  };
}
