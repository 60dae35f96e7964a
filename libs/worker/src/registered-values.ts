import { RegisteredValues } from '#avro';
import { entriesOfTopic } from '#contracts';
import { SchemaRegistryClient } from '#schema-registry';
import type { WorkerRuntime } from './worker-runtime';

/** Records in Avro, for a worker that knows a schema registry; none without. */
export function registeredValues({ config, logger }: WorkerRuntime): RegisteredValues | undefined {
  if (config.registry === null) return undefined;
  const { eventsFormat } = config.registry;
  return new RegisteredValues({
    registry: new SchemaRegistryClient(config.registry),
    isAvro: (topic) => eventsFormat === 'avro' && isEvent(topic),
    log: logger,
  });
}

function isEvent(topic: string): boolean {
  return entriesOfTopic(topic).some(({ pattern }) => pattern === 'event');
}
