import type { RegisteredValues, RegisteredValuesOptions } from '#avro';
import type { RegistryConfig } from '#config';
import { entriesOfTopic } from '#contracts';
import { SchemaRegistryClient } from '#schema-registry';

/** Records in Avro, those of events where the configuration says so. */
export function registeredValues(config: RegistryConfig, log: RegisteredValuesOptions['log']): RegisteredValues {
  // Loaded where there is a registry, and nowhere else.
  const avro = require('#avro') as typeof import('#avro');
  const isAvro = (topic: string): boolean => config.eventsFormat === 'avro' && isEvent(topic);
  return new avro.RegisteredValues({ registry: new SchemaRegistryClient(config), isAvro, log });
}

function isEvent(topic: string): boolean {
  return entriesOfTopic(topic).some(({ pattern }) => pattern === 'event');
}
