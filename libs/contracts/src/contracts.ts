import { canonicalPayload as canonicalFields } from './canonical-payload';
import { buildCatalog, type Catalog } from './catalog/catalog';
import { requestDecoder, type DecodeRequest } from './decode-request';
import { requestEncoder, type EncodeRequest } from './encode-request';
import { eventTypeClassifier, type ClassifyEventType } from './event-types';
import type { JsonObject } from './json';
import { OPERATION_DEFINITIONS, type Operation } from './operations';
import type { OperationDefinition } from './operations/definition';
import { buildRoutes, type Routes } from './routes';
import type { PayloadClass } from './schemas';

/** All that follows from a list of operations. */
export interface Contracts<Name extends string> extends Routes<Name>, Catalog {
  readonly classifyEventType: ClassifyEventType<Name>;
  readonly decodeRequest: DecodeRequest<Name>;
  readonly encodeRequest: EncodeRequest<Name>;
  /** One payload under its canonical names, defaults filled in, nothing checked yet. */
  readonly canonicalPayload: (operation: Name, payload: JsonObject) => JsonObject;
}

/** Works every table out once, so that messages are only looked up. */
export function buildContracts<Name extends string>(
  definitions: readonly OperationDefinition<Name>[],
): Contracts<Name> {
  const routes = buildRoutes(definitions);
  const classifyEventType = eventTypeClassifier(definitions, routes.routes);
  return {
    ...routes,
    ...buildCatalog(definitions),
    classifyEventType,
    decodeRequest: requestDecoder(routes.routeOfRequest, classifyEventType),
    encodeRequest: requestEncoder(routes.routeOf),
    canonicalPayload: (operation, payload) =>
      canonicalFields(routes.routeOf(operation, 'dotted').dialect.request, payload),
  };
}

/** The contracts of the operations there are. */
export const {
  routes: ROUTES,
  routeOfRequest,
  routeOfResponse,
  routesOf,
  routeOf,
  deadLetterTopicOf,
  deadLetterTopics,
  catalog: CATALOG,
  entryOf,
  entriesOfTopic,
  entryOfTopic,
  classifyEventType,
  decodeRequest,
  encodeRequest,
  canonicalPayload,
} = buildContracts<Operation>(OPERATION_DEFINITIONS);

/** Every class a message's payload is held to. */
export const PAYLOAD_CLASSES: readonly PayloadClass[] = [...new Set(CATALOG.map(({ payload }) => payload))];
