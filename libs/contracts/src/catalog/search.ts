import { CollectionUpdatedEvent, DocumentIndexedEvent, VectorOptimizedEvent } from '../payloads/search';
import { SUBSCRIPTIONS } from '../topics';
import type { CatalogEntry } from './catalog-entry';
import { EVENTS } from './figures';
import { having, without } from './invalid';
import { dotted } from './places';

const DOCUMENT_INDEXED = { document_id: 'docs/price-service.md', collection: 'documents', vector_dims: 768 };
const COLLECTION_UPDATED = { collection: 'documents', operation: 'upsert', document_count: 1841 };
const VECTOR_OPTIMIZED = { collection: 'documents', optimization_type: 'hnsw_rebuild', improvement: 0.18 };

const EVENT = {
  domain: 'search',
  pattern: 'event',
  version: '1.0.1',
  ...EVENTS,
  producers: ['archon-search'],
} as const;

export const SEARCH_ENTRIES: readonly CatalogEntry[] = [
  {
    name: 'search.event.document_indexed',
    ...EVENT,
    summary: 'A document can be found from now on.',
    places: SUBSCRIPTIONS.document_indexed.map((name) => ({ style: 'dotted', name })),
    payload: DocumentIndexedEvent,
    key: 'document_id',
    consumers: ['intelligence', 'omniarchon', 'omninode_bridge'],
    sample: DOCUMENT_INDEXED,
    invalid: [having(DOCUMENT_INDEXED, '/vector_dims', 0, 'must be >= 1'), without(DOCUMENT_INDEXED, '/collection')],
    sources: ['architecture', 'quick reference'],
  },
  {
    name: 'search.event.collection_updated',
    ...EVENT,
    summary: 'Documents of a collection came, changed or went.',
    places: dotted('search.event.collection_updated'),
    payload: CollectionUpdatedEvent,
    key: 'collection',
    consumers: ['omniarchon'],
    sample: COLLECTION_UPDATED,
    invalid: [
      having(COLLECTION_UPDATED, '/document_count', -1, 'must be >= 0'),
      without(COLLECTION_UPDATED, '/operation'),
    ],
    sources: ['architecture'],
  },
  {
    name: 'search.event.vector_optimized',
    ...EVENT,
    version: '1.0.2',
    summary: 'A collection’s vector index was made better.',
    places: dotted('search.event.vector_optimized'),
    payload: VectorOptimizedEvent,
    key: 'collection',
    consumers: ['omniarchon'],
    sample: VECTOR_OPTIMIZED,
    invalid: [
      without(VECTOR_OPTIMIZED, '/improvement'),
      having(VECTOR_OPTIMIZED, '/optimization_type', ['hnsw'], 'must be string'),
    ],
    sources: ['architecture'],
  },
];
