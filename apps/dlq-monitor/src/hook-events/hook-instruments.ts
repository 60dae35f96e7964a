import { Counter } from 'prom-client';
import { CATALOG, isObject, member } from '#contracts';
import type { Metrics } from '#operations';

const TYPES = CATALOG.flatMap(({ domain, eventType }) => (domain === 'hooks' && eventType ? [eventType] : []));
const OUTCOMES = ['processed', 'refused', 'failed'] as const;

/** Counts hook events by type and by what came of them; types that the catalog does not know are one. */
export function hookInstruments({ registry }: Pick<Metrics, 'registry'>) {
  const events = new Counter({
    name: 'omninode_hook_events_total',
    help: 'Hook events by type and outcome; refused: not as their schema says',
    labelNames: ['event_type', 'outcome'],
    registers: [registry],
  });
  for (const event_type of [...TYPES, 'other']) for (const outcome of OUTCOMES) events.inc({ event_type, outcome }, 0);
  return (event: unknown, outcome: (typeof OUTCOMES)[number]): void => {
    const type = isObject(event) ? member(event, 'event_type') : undefined;
    events.inc({ event_type: TYPES.find((known) => known === type) ?? 'other', outcome });
  };
}
