import { registerAs } from '@nestjs/config';
import { statSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import {
  group,
  integer,
  kafkaSpec,
  optional,
  optionalDatabaseSpec,
  readConfig,
  serviceSpec,
  variable,
  withDefault,
  type Parser,
} from '#config';
import { catalogTopics, CONSUMER_GROUPS } from '#contracts';
import { natsSpec } from '#nats';
import { httpSpec } from '#settings';

/** Two at least, so that replacing one does not stop validation; each is started when it is first needed. */
const DEFAULT_WORKERS = Math.min(4, Math.max(2, availableParallelism() - 1));

/** The first check loads an engine, the next are up to five times slower than later ones; after about this many they are not. */
const DEFAULT_WARM_UP = 20;

/** See `DocumentSource`. `fetch` takes no address with a user's name in it. */
const documentPlace: Parser<string> = {
  expected: 'a folder, or an http(s) address with {document_id} in it',
  parse: (raw) => {
    const place = raw.trim();
    if (!/^https?:\/\//i.test(place))
      return statSync(place, { throwIfNoEntry: false })?.isDirectory() ? place : undefined;
    return place.includes('{document_id}') && URL.canParse(place) && new URL(place).username === '' ? place : undefined;
  },
};

export const intelligenceSpec = group({
  service: serviceSpec({ port: 8053 }),
  http: httpSpec,
  nats: natsSpec,
  kafka: kafkaSpec({
    topics: catalogTopics,
    groupId: CONSUMER_GROUPS.intelligence,
    clientId: 'omninode-intelligence',
    maxInFlight: 100,
  }),
  database: optionalDatabaseSpec,
  documents: group({ source: variable('DOCUMENT_SOURCE', optional(documentPlace)) }),
  validation: group({
    workers: variable('VALIDATION_WORKERS', withDefault(integer({ min: 1, max: 64 }), DEFAULT_WORKERS)),
    warmUpChecks: variable('VALIDATION_WARM_UP', withDefault(integer({ min: 0, max: 10_000 }), DEFAULT_WARM_UP)),
  }),
});

/** Everything the service reads from its environment; starting fails with one message that names every bad variable. */
export const intelligenceConfig = registerAs('intelligence', () => readConfig(intelligenceSpec, process.env));

export type IntelligenceConfig = ReturnType<typeof intelligenceConfig>;
