import { ENVELOPE_FORMS, type CatalogEntry } from '#contracts';
import { asyncApi } from './asyncapi/document';
import { envelopeSchema } from './asyncapi/parts';
import { catalogPage } from './catalog-page';
import { clientTopics } from './client-topics';
import { clientTypes } from './client-types';
import type { Docstrings } from './docstrings';
import { publish, schemaPath } from './event-schema';
import { pythonModels, pythonOperations } from './python-models';
import { sharedSchemas } from './shared-schemas';
import { validatorsModule, validatorsTypes } from './validators';

const TYPESCRIPT = 'clients/typescript/src/generated';
const PYTHON = 'clients/python/src/omninode_workers';

/** Everything in here is generated: what nothing generates any more does not belong there. */
export const GENERATED_FOLDERS: readonly string[] = ['schemas', TYPESCRIPT];

const DIALECT = { $schema: 'https://json-schema.org/draft/2020-12/schema' };

/**
 * Every derived artefact, by its path from the root of the repository. The same catalog and docstrings always give the
 * same bytes; nothing else is asked, neither clock nor network.
 */
export function generate(catalog: readonly CatalogEntry[], docstrings: Docstrings): ReadonlyMap<string, string> {
  const published = catalog.map((entry) => publish(entry, docstrings));
  const envelopes = ENVELOPE_FORMS.filter((form) => form !== 'flat');
  return new Map([
    ...envelopes.map(
      (form) => [`schemas/envelopes/${form}.json`, json({ ...DIALECT, title: form, ...envelopeSchema(form) })] as const,
    ),
    ...published.map(({ entry, schema }) => [schemaPath(entry), json(schema)] as const),
    ...[...sharedSchemas(published)].map(([path, schema]) => [path, json(schema)] as const),
    [`${TYPESCRIPT}/types.d.ts`, clientTypes(published)],
    [`${TYPESCRIPT}/topics.ts`, clientTopics(catalog)],
    [`${TYPESCRIPT}/validators.js`, validatorsModule(published)],
    [`${TYPESCRIPT}/validators.d.ts`, validatorsTypes(published)],
    [`${PYTHON}/models.py`, pythonModels(published)],
    [`${PYTHON}/operations.py`, pythonOperations(published)],
    ['schemas/asyncapi.yaml', asyncApi(published)],
    ['docs/catalog.md', catalogPage(published)],
  ]);
}

function json(value: object): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
