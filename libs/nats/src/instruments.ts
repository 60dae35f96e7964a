import { Counter, Gauge, type Registry } from 'prom-client';

/** `waiting` answers how many messages are unacknowledged whenever somebody looks. */
export function forwardingInstruments(registry: Registry, waiting: () => number) {
  const registers = [registry];
  return {
    forwarded: new Counter({
      name: 'omninode_forwarded_messages_total',
      help: 'Messages for NATS by first words of the subject and how they ended',
      labelNames: ['family', 'result'] as const,
      registers,
    }),
    queue: new Gauge({
      name: 'omninode_forwarding_queue_messages',
      help: 'Messages that NATS has not acknowledged',
      registers,
      collect() {
        this.set(waiting());
      },
    }),
  };
}
