import Ajv2020 from 'ajv/dist/2020';
import { CATALOG, OPERATIONS, isObject, requestNameOf, type CatalogEntry } from '#contracts';
import { committedFile } from './committed-file.fixture';
import { schemaPath, type PublishedSchema } from './event-schema';

const of = (domain: string, operations: readonly string[]): readonly string[] =>
  operations.map((operation) => `schemas/events/${domain}/${operation}.v1.json`);

/** The tree of the section "Schema Repository" in the architecture document. */
const DOCUMENTED_TREE = [
  ...of('codegen/request', ['validate', 'analyze', 'pattern', 'mixin']),
  ...of('codegen/response', ['validate', 'analyze', 'pattern', 'mixin']),
  ...of('intelligence/event', ['quality_assessed', 'pattern_learned', 'performance_baseline']),
  ...of('bridge/request', ['stamp', 'verify']),
  ...of('bridge/response', ['stamp', 'verify']),
  ...of('bridge/event', ['metadata_stamped', 'document_processed']),
  ...of('search/event', ['document_indexed', 'collection_updated']),
  ...of('onex/event', ['node_started', 'node_completed', 'node_failed']),
  ...of('audit', ['agent_execution', 'quality_snapshot', 'pattern_creation']),
];

const read = (entry: CatalogEntry): PublishedSchema => JSON.parse(committedFile(schemaPath(entry))) as PublishedSchema;

const ajv = new Ajv2020({ strict: true, strictTypes: false, keywords: ['x-version', 'x-topics', 'x-deprecation'] });

it('lays the schemas out as the architecture document asks, with one file for every entry', () => {
  const paths = CATALOG.map(schemaPath);
  expect(paths).toEqual(expect.arrayContaining(DOCUMENTED_TREE));
  expect(new Set(paths).size).toBe(CATALOG.length);
});

describe.each(CATALOG.map((entry) => [entry.name, entry] as const))('the schema of %s', (name, entry) => {
  const schema = read(entry);

  it('is JSON Schema 2020-12 and accepts its own example', () => {
    const conforms = ajv.compile(schema);
    expect(schema['examples']).toEqual([entry.sample]);
    expect({ accepted: conforms(entry.sample), errors: conforms.errors }).toEqual({ accepted: true, errors: null });
  });

  it('says what it is of, which version it has and where it holds', () => {
    expect(schema).toMatchObject({
      $schema: 'https://json-schema.org/draft/2020-12/schema',
      $id: `urn:omninode:events:${`${name.replace(/\.v2$/, '')}.v${entry.version[0]}`.replaceAll('.', ':')}`,
      ...(entry.deprecated && { deprecated: true, 'x-deprecation': entry.deprecated }),
      title: entry.payload.name,
      'x-version': entry.version,
      'x-topics': entry.places,
    });
    expect(schema.description?.startsWith(entry.summary)).toBe(true);
  });

  it('stays open and defines nothing it does not use', () => {
    const text = JSON.stringify(schema);
    expect(text).not.toContain('additionalProperties');
    for (const definition of Object.keys(schema.$defs ?? {})) expect(text).toContain(`"#/$defs/${definition}"`);
  });
});

it('tells clients of our operations that other spellings are read too, and nobody else', () => {
  const lenient = CATALOG.filter((entry) => read(entry).description?.includes('wire-facts')).map(({ name }) => name);
  const ours = OPERATIONS.map(requestNameOf);
  expect(lenient.sort()).toEqual([...ours, 'intelligence.request.code_analysis'].sort());
});

it('describes members, inherited and nested ones too, in the words of the payload classes', () => {
  const descriptionAt = (name: string, ...path: readonly string[]): unknown => {
    const entry = CATALOG.find((candidate) => candidate.name === name);
    const start: unknown = entry === undefined ? undefined : read(entry);
    return path.reduce((node, step) => (isObject(node) ? node[step] : undefined), start);
  };
  expect(descriptionAt('codegen.response.mixin', 'properties', 'correlation_id', 'description')).toBe(
    'Echoed verbatim.',
  );
  expect(descriptionAt('bridge.response.batch_stamp', '$defs', 'BatchStampItem', 'properties', 'id')).toEqual({
    description: 'The id the requester gave the item, else its index as text.',
    type: 'string',
  });
});
