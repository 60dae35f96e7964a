import { RegisteredValues } from '#avro';
import { readableJson, type InboundRecord, type OutboundRecord } from '#contracts';
import type { Format } from '#event-bus';
import { SchemaRegistryClient } from '#schema-registry';
import type { Arguments } from './arguments';
import { registrySettings } from './config';
import { usage } from './failure';

/** Records as they came, those in Avro with the JSON that they stand for; all of them as they came without a registry. */
export function inJson(typed: Arguments): (record: InboundRecord) => Promise<InboundRecord> {
  const values = valuesOf(typed);
  if (values === null) return (record) => Promise.resolve(record);
  return async (record) => {
    if (record.value?.[0] !== 0) return record;
    const parsed = await values.read(record.value);
    return parsed?.ok === true ? { ...record, value: Buffer.from(readableJson(parsed).text) } : record;
  };
}

/** Writes in Avro where --avro says so. */
export function asTyped(typed: Arguments): Format | undefined {
  if (!typed.flag('avro')) return undefined;
  const values = valuesOf(typed);
  if (values === null) throw usage('--avro needs the schema registry: --registry URL or SCHEMA_REGISTRY_URL');
  return async (record) => {
    const written = await values.write({ ...(record as OutboundRecord), format: 'avro' });
    if (written.value === record.value)
      throw usage(`the catalog has no topic ${record.topic} whose schema could be used`);
    return written;
  };
}

function valuesOf(typed: Arguments): RegisteredValues | null {
  const settings = registrySettings(typed.text('registry'));
  if (settings === null) return null;
  const registry = new SchemaRegistryClient(settings);
  return new RegisteredValues({
    registry,
    isAvro: () => false,
    log: {
      warn: (_facts, message) => {
        throw usage(message);
      },
    },
  });
}
