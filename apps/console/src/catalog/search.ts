import MiniSearch from 'minisearch';
import type { EntryView } from '../api/catalog';

export interface Wanted {
  readonly text: string;
  readonly patterns: readonly string[];
  readonly service: string;
  /** Of the service; '' for either. */
  readonly role: '' | 'produces' | 'consumes';
}

export interface Found {
  readonly entry: EntryView;
  /** The words that it was found by, as they stand in it. */
  readonly words: readonly string[];
  /** Where, unless the name or the summary shows it anyway. */
  readonly where: string | null;
}

/** What an entry is found by, and how much that is worth. */
const FIELDS = {
  name: 8,
  topics: 6,
  type: 5,
  pattern: 4,
  services: 3,
  summary: 2,
  fields: 2,
} as const;
type Field = keyof typeof FIELDS;

const SHOWN: readonly string[] = ['name', 'pattern', 'summary'];

function textsOf(entry: EntryView): Readonly<Record<Field, readonly string[]>> {
  return {
    name: [entry.name],
    topics: entry.places.map(({ name }) => name),
    type: entry.eventType === undefined ? [] : [entry.eventType],
    pattern: [entry.pattern],
    services: [...entry.producers, ...entry.consumers],
    summary: [entry.summary],
    fields: entry.fields.map(({ path }) => path),
  };
}

/** Searches the catalog by words or their beginnings, with one typo in longer ones. */
export class CatalogSearch {
  readonly #index: MiniSearch;
  readonly #entries: ReadonlyMap<string, EntryView>;

  constructor(
    entries: readonly EntryView[],
    private readonly environments: readonly string[],
  ) {
    this.#entries = new Map(entries.map((entry) => [entry.name, entry]));
    this.#index = new MiniSearch({
      fields: Object.keys(FIELDS),
      idField: 'name',
      tokenize: words,
      searchOptions: {
        boost: FIELDS,
        prefix: true,
        fuzzy: (term) => (term.length > 4 ? 0.2 : false),
        combineWith: 'AND',
      },
    });
    this.#index.addAll(
      entries.map((entry) => {
        const texts = Object.entries(textsOf(entry)).map(([field, parts]) => [field, parts.join(' ')] as const);
        return Object.fromEntries(texts);
      }),
    );
  }

  /** Best first; in the catalog's order where no text is asked for. */
  find(wanted: Wanted): readonly Found[] {
    const text = this.#anyEnvironment(wanted.text.trim());
    const found = text === '' ? this.#all() : this.#search(text);
    return found.filter(({ entry }) => matches(entry, wanted));
  }

  #all(): readonly Found[] {
    return [...this.#entries.values()].map((entry) => ({ entry, words: [], where: null }));
  }

  #search(text: string): readonly Found[] {
    return this.#index.search(text).flatMap(({ id, match, terms }) => {
      const entry = this.#entries.get(String(id));
      if (entry === undefined) return [];
      const fields = new Set(Object.values(match).flat());
      const isShown = SHOWN.some((field) => fields.has(field));
      return [{ entry, words: terms, where: isShown ? null : whereOf(entry, terms) }];
    });
  }

  /** `dev.omniclaude.…` is the catalog's `{env}.omniclaude.…`. */
  #anyEnvironment(text: string): string {
    const environment = this.environments.find((name) => text.startsWith(`${name}.`));
    return environment === undefined ? text : text.slice(environment.length + 1);
  }
}

/** The parts of names are words: `stamp` is found in `re_stamp`, not in every `timestamp`. */
function words(text: string): string[] {
  return text
    .replaceAll(/(?<=\p{Ll})(?=\p{Lu})/gu, ' ')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean);
}

function whereOf(entry: EntryView, terms: readonly string[]): string {
  const texts = textsOf(entry);
  const places = (['topics', 'type', 'services', 'fields'] as const).flatMap((field) =>
    texts[field]
      .filter((text) => words(text).some((word) => terms.includes(word)))
      .map((text) => `${LABELS[field]} ${text}`),
  );
  return [...new Set(places)].slice(0, 4).join(', ');
}

const LABELS = { topics: 'topic', type: 'type', services: 'service', fields: 'field' } as const;

function matches({ pattern, producers, consumers }: EntryView, { patterns, service, role }: Wanted): boolean {
  if (patterns.length > 0 && !patterns.includes(pattern)) return false;
  if (service === '') return true;
  return (role !== 'consumes' && producers.includes(service)) || (role !== 'produces' && consumers.includes(service));
}
