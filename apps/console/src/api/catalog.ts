import { queryOptions } from '@tanstack/react-query';
import type { CatalogView } from '../../../dlq-monitor/src/catalog/catalog-view';
import { get } from './client';

export type { CatalogView, EntryView, FieldView, MessageView } from '../../../dlq-monitor/src/catalog/catalog-view';

/** It changes with the monitor only. */
export const catalogQuery = queryOptions({
  queryKey: ['catalog'],
  queryFn: () => get<CatalogView>('/catalog.json'),
  staleTime: Infinity,
});

/** As much of a published schema as tells what its fields mean. */
export interface PublishedSchema {
  readonly description?: string;
  readonly properties?: Readonly<Record<string, PublishedSchema>>;
  readonly items?: PublishedSchema;
  readonly anyOf?: readonly PublishedSchema[];
  readonly $ref?: string;
  readonly $defs?: Readonly<Record<string, PublishedSchema>>;
}

export const schemaPath = (schema: string): string => `/schemas/${schema}`;

export const schemaQuery = (schema: string) =>
  queryOptions({
    queryKey: ['schemas', schema],
    queryFn: () => get<PublishedSchema>(schemaPath(schema)),
    staleTime: Infinity,
  });
