import type { EntryView } from '../api/catalog';
import { CatalogSearch } from './search';

const entry = (name: string, more: object = {}): EntryView =>
  ({ name, pattern: 'event', summary: '', places: [], producers: [], consumers: [], fields: [], ...more }) as never;

const ENTRIES = [
  entry('codegen.event.done', { summary: 'Code was generated; says what validate found.' }),
  entry('codegen.request.validate', { pattern: 'request', producers: ['client'], consumers: ['intelligence'] }),
  entry('bridge.request.stamp', { pattern: 'request', consumers: ['bridge'], fields: [{ path: 'meta.qualityScore' }] }),
  entry('hooks.event.tool', { producers: ['bridge'], places: [{ style: 'hooks', name: '{env}.omniclaude.tool.v1' }] }),
  entry('system.event.tick', { fields: [{ path: 'timestamp' }] }),
];

const search = new CatalogSearch(ENTRIES, ['dev', 'prod']);
const any = { text: '', patterns: [], service: '', role: '' } as const;
const found = (wanted: object) => search.find({ ...any, ...wanted });
const names = (wanted: object) => found(wanted).map((one) => one.entry.name);

describe('the search of the catalog', () => {
  it('shows all in their order while nothing is asked for', () => {
    expect(names({})).toEqual(ENTRIES.map(({ name }) => name));
  });

  it('finds by the beginnings of words, what is called so before what speaks of it', () => {
    expect(names({ text: 'valid' })).toEqual(['codegen.request.validate', 'codegen.event.done']);
    expect(names({ text: 'codegen requ' })).toEqual(['codegen.request.validate']);
  });

  it('finds what has a typo in it', () => {
    expect(names({ text: 'validaet' })).toContain('codegen.request.validate');
  });

  it('finds by field, also by a word of its name, and says which', () => {
    expect(found({ text: 'score' })).toMatchObject([{ where: 'field meta.qualityScore' }]);
  });

  it('finds a topic of any environment', () => {
    expect(names({ text: 'prod.omniclaude.tool.v1' })).toEqual(['hooks.event.tool']);
  });

  it('finds no word in the middle of another', () => {
    expect(names({ text: 'stamp' })).toEqual(['bridge.request.stamp']);
  });

  it('filters by pattern, service and what the service does', () => {
    expect(names({ patterns: ['request'] })).toEqual(['codegen.request.validate', 'bridge.request.stamp']);
    expect(names({ service: 'bridge' })).toEqual(['bridge.request.stamp', 'hooks.event.tool']);
    expect(names({ service: 'bridge', role: 'produces' })).toEqual(['hooks.event.tool']);
  });

  it('finds nothing where nothing is', () => {
    expect(names({ text: 'zzzzzz' })).toEqual([]);
  });
});
