import type { KafkaAdministration } from './kafkajs/kafka-administration';
import type { Bus } from './bus';

export type BusHealth =
  | {
      readonly status: 'up';
      /** What cannot come in, because none of its topics exists. */
      readonly missing_topics_for?: readonly string[];
    }
  | { readonly status: 'down'; readonly reason: string };

/** What a health check looks at. */
export interface Observed {
  readonly condition: Bus['condition'];
  readonly connection: { readonly administration: Pick<KafkaAdministration, 'answers'> };
}

/** An idle consumer hears from its broker at least twice a second. */
const SILENCE_IS_OUTAGE_MS = 10_000;
const SILENCE_IS_STUCK_MS = 60_000;
/** Longer than every handler's own deadline and all retries together. */
const STUCK_HANDLER_MS = 120_000;

function down(reason: string): BusHealth {
  return { status: 'down', reason };
}

/** Whether messages sent now would be answered now. */
export function busReadiness(bus: Observed): BusHealth {
  const { fault, deliveryFailure, outage, joined, waitingFor, silenceMs, missing, forbidden } = bus.condition;
  if (fault !== null) return down(fault);
  if (deliveryFailure !== null) return down(deliveryFailure);
  if (outage !== null) return down(`waiting for a dependency: ${outage}`);
  if (!joined) return down(`not consuming: ${waitingFor}`);
  if (silenceMs > SILENCE_IS_OUTAGE_MS) return down(`the broker has been silent for ${Math.round(silenceMs / 1000)} s`);
  if (forbidden.length > 0) return down(`not allowed to read ${forbidden.join(', ')}: see "omni acl"`);
  return { status: 'up', ...(missing.length > 0 && { missing_topics_for: missing }) };
}

/** Whether a restart would help: a consumer that is stuck while its broker answers, never a broker that is away. */
export async function busLiveness(bus: Observed): Promise<BusHealth> {
  const { fault, oldestMs, outage, deliveryFailure, joined, silenceMs } = bus.condition;
  if (fault !== null) return down(fault);
  if (oldestMs > STUCK_HANDLER_MS && outage === null && deliveryFailure === null) {
    return down(`a record has been in work for ${Math.round(oldestMs / 1000)} s`);
  }
  if (joined && silenceMs > SILENCE_IS_STUCK_MS && (await bus.connection.administration.answers())) {
    return down(`the consumer has been silent for ${Math.round(silenceMs / 1000)} s although the broker answers`);
  }
  return { status: 'up' };
}
