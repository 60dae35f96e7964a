import { envelopeAt } from '#contracts';
import { stringify } from 'yaml';
import type { CatalogEntry, JsonObject } from '#contracts';
import type { Published } from '../event-schema';
import { GENERATED } from '../generated';
import { channels } from './channels';
import { messages } from './messages';
import { operations } from './operations';
import { envelopeSchema, headersSchema, type HeaderKind } from './parts';

const DESCRIPTION = `Every topic and subject of the bus, what is on it, and what this repository's workers do there.

A request may come in any of the envelopes of docs/wire-facts.md (1.1, 1.2), whatever the topic, and its reply is wrapped
as the request was; a channel here shows the envelope that its owner uses. A refused request is answered on the same
channel, with the headers x-error-code and x-error-message; only code analysis has a topic of its own for that.
`;

const HEADER_KINDS: readonly HeaderKind[] = ['reply', 'event', 'status', 'deadLetter', 'nats'];

/** The bus as one AsyncAPI 3.0 document; payloads are references to the schema files beside it. */
export function asyncApi(published: readonly Published[]): string {
  const catalog = published.map(({ entry }) => entry);
  const document = {
    asyncapi: '3.0.0',
    id: 'urn:omninode:events',
    info: {
      title: 'OmniNode event bus',
      version: newestVersion(catalog),
      description: DESCRIPTION,
      license: { name: 'Apache-2.0' },
    },
    defaultContentType: 'application/json',
    servers: SERVERS,
    channels: channels(catalog),
    operations: operations(catalog),
    components: {
      messages: messages(published),
      schemas: schemas(catalog),
      correlationIds: {
        correlation: {
          description: 'Any text; replies repeat it as it came..',
          location: '$message.payload#/correlation_id',
        },
      },
    },
  };
  return `# ${GENERATED}\n${stringify(document, { lineWidth: 0, aliasDuplicateObjects: false })}`;
}

const SERVERS: JsonObject = {
  kafka: {
    host: '{bootstrap}',
    protocol: 'kafka',
    description: 'TLS and SASL by KAFKA_SECURITY_PROTOCOL.',
    variables: { bootstrap: { default: 'localhost:9092', description: 'KAFKA_BOOTSTRAP_SERVERS, comma separated.' } },
  },
  nats: {
    host: '{nats}',
    protocol: 'nats',
    description: 'JetStream; nothing is forwarded while NATS_URL is unset.',
    variables: { nats: { default: 'localhost:4222', description: 'NATS_URL without the protocol.' } },
  },
};

function schemas(catalog: readonly CatalogEntry[]): JsonObject {
  const forms = new Set(catalog.flatMap((entry) => entry.places.map((place) => envelopeAt(entry, place))));
  forms.delete('flat');
  return Object.fromEntries([
    ...[...forms].map((form) => [`envelope.${form}`, envelopeSchema(form)]),
    ...HEADER_KINDS.map((kind) => [`headers.${kind}`, headersSchema(kind)]),
  ]) as JsonObject;
}

function newestVersion(catalog: readonly CatalogEntry[]): string {
  const inOrder = catalog.map(({ version }) => version).sort((a, b) => a.localeCompare(b, 'en', { numeric: true }));
  return inOrder.at(-1) ?? '0.0.0';
}
