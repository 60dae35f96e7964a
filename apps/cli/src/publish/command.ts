import type { Command } from '../command';
import { BROKERS, COMMON } from '../options';

export const PUBLISH: Command = {
  name: 'publish',
  says: 'put events of the catalog, or records as they are, on a topic',
  usage: [
    'omni publish --event NAME (--file FILE | --json JSON | --jsonl) [options]',
    'omni publish --topic TOPIC (--file FILE | --json JSON | --jsonl) [options]',
  ],
  examples: [
    'omni publish --event bridge.event.metadata_stamped --file stamped.json',
    'omni publish --topic my-topic --key k-1 --json \'{"n":1}\'',
  ],
  options: {
    event: { type: 'string', value: 'NAME', says: 'a message of the catalog: its name, event type or topic' },
    topic: { type: 'string', value: 'TOPIC', says: 'an existing topic; records go there as they are' },
    key: { type: 'string', value: 'KEY', says: 'default: none; with --event, what the catalog says' },
    header: { type: 'string', multiple: true, value: 'NAME=VALUE', says: 'may be repeated' },
    style: {
      type: 'string',
      value: 'STYLE',
      of: ['--event'],
      says: "spelling of the topic (default: the catalog's first)",
    },
    environment: {
      type: 'string',
      value: 'dev|staging|prod',
      of: ['--event'],
      says: 'what the topic begins with (default dev)',
    },
    envelope: {
      type: 'string',
      value: 'FORM',
      of: ['--event'],
      says: "what the payload is wrapped in (default: the topic's)",
    },
    'correlation-id': { type: 'string', value: 'ID', of: ['--event'], says: 'default: a new UUID for each' },
    session: { type: 'string', value: 'ID', of: ['--event'], says: 'the session that it belongs to' },
    file: { type: 'string', value: 'FILE', says: 'one record: the content of the file' },
    json: { type: 'string', value: 'JSON', says: 'one record: this JSON' },
    jsonl: { type: 'boolean', says: 'one record for each line of JSON on standard input' },
    avro: { type: 'boolean', says: 'write Avro, framed as serializers of registries do, by the schema of the topic' },
    registry: { type: 'string', value: 'URL', of: ['--avro'], says: 'instead of SCHEMA_REGISTRY_URL' },
    ...BROKERS,
    ...COMMON,
  },
  notes: [
    'With --event the JSON is the payload: it is checked as its readers do, wrapped, keyed, and goes to its topic.',
    'Without it records go out as they are. What waits for an answer is "omni request".',
    'Names are those of docs/catalog.md, as in codegen.request.validate or tool.registration.discovered.',
    'Exit code 2 when a payload does not conform, 1 when the topic is not there.',
  ],
  load: async () => (await import('./publish.js')).publish,
};
