import type { PageDocument, PageElement } from './dom';
import type { Match, Part, positions, rank } from './rank';

interface Item {
  readonly item: PageElement;
  /** The list of its domain, where it stands while nothing is searched. */
  readonly home: PageElement;
  readonly name: PageElement;
  readonly about: PageElement;
  readonly summary: string;
  readonly parts: readonly Part[];
}

interface Wanted {
  readonly terms: readonly string[];
  readonly patterns: readonly string[];
  readonly role: string;
  readonly party: string;
}

export interface Matching {
  readonly rank: typeof rank;
  readonly positions: typeof positions;
}

/**
 * The list of entries, filtered as asked. What it searches is the page itself.
 * Runs in the browser as its own source text (`script.ts`), so it uses nothing from outside but its parameters.
 */
export class CatalogSearch {
  /** Where an entry's parts stand in its article, best first. */
  readonly #places: Readonly<Record<string, string>> = {
    name: 'h2',
    topic: '.topics td code',
    type: 'code.type',
    pattern: '.tags .badge',
    'produced by': '.from li',
    'consumed by': '.to li',
    summary: 'header .summary',
    field: '.fields tbody th',
  };

  readonly #items: readonly Item[];
  readonly #results: PageElement;
  readonly #status: PageElement | null;

  constructor(
    private readonly page: PageDocument,
    private readonly form: PageElement,
    private readonly environments: readonly string[],
    private readonly matching: Matching,
  ) {
    this.#items = [...page.querySelectorAll('.domain li')].flatMap((item) => this.#itemOf(item));
    this.#results = page.createElement('ul');
    this.#results.className = 'results';
    form.closest('nav')?.append(this.#results);
    this.#status = form.querySelector('[role=status]');
  }

  /** Shows what is asked for now: best first in one list, or all by domain when nothing is. */
  update(): void {
    const wanted = this.#wanted();
    const asked = Object.values(wanted).some((value) => value.length > 0);
    for (const domain of this.page.querySelectorAll('.domain')) domain.hidden = asked;
    const found = this.#items
      .map((item) => ({ item, match: this.#judge(item, wanted) }))
      .filter((one): one is { item: Item; match: Match } => one.match !== null)
      .sort((one, other) => one.match.score - other.match.score);
    this.#results.replaceChildren();
    if (!asked) for (const { item, home } of this.#items) home.append(item);
    else this.#results.append(...found.map(({ item }) => item.item));
    for (const { item, match } of found) this.#explain(item, match, wanted.terms);
    this.#tell(asked, found.length);
  }

  clear(query = ''): void {
    for (const field of this.form.querySelectorAll('input, select')) field.value = '';
    for (const chip of this.form.querySelectorAll('.chip')) chip.setAttribute('aria-pressed', 'false');
    const input = this.form.querySelector('input');
    if (input !== null) input.value = query;
    this.update();
  }

  #itemOf(item: PageElement): readonly Item[] {
    const [name, about] = [item.querySelector('.name'), item.querySelector('.about')];
    const article = this.page.getElementById(name?.textContent ?? '');
    const home = item.closest('ul');
    if (name === null || about === null || article === null || home === null) return [];
    const parts = Object.entries(this.#places).flatMap(([kind, place]) =>
      [...article.querySelectorAll(place)].map(({ textContent }) => ({ kind, text: textContent })),
    );
    return [{ item, home, name, about, summary: about.textContent, parts }];
  }

  #wanted(): Wanted {
    const value = (selectors: string): string => this.form.querySelector(selectors)?.value ?? '';
    const words = value('#query').toLowerCase().split(/\s+/).filter(Boolean);
    const chips = [...this.form.querySelectorAll('.chip[aria-pressed=true]')];
    const party = value('#party');
    return {
      terms: words.map((word) => this.#anyEnvironment(word)),
      patterns: chips.map((chip) => chip.value),
      role: party === '' ? '' : value('#role'),
      party,
    };
  }

  /** `dev.omniclaude.…` is the catalog's `{env}.omniclaude.…`. */
  #anyEnvironment(word: string): string {
    const environment = this.environments.find((name) => word.startsWith(`${name}.`));
    return environment === undefined ? word : `{env}${word.slice(environment.length)}`;
  }

  #judge({ parts }: Item, { terms, patterns, role, party }: Wanted): Match | null {
    const has = (text: string, ...kinds: readonly string[]): boolean =>
      parts.some((part) => kinds.includes(part.kind) && part.text === text);
    if (patterns.length > 0 && !patterns.some((pattern) => has(pattern, 'pattern'))) return null;
    const roles = role === '' ? ['produced by', 'consumed by'] : [role];
    if (party !== '' && !has(party, ...roles)) return null;
    return this.matching.rank(terms, parts);
  }

  /** Shows where the terms were found, in place of the summary where that is not it. */
  #explain({ name, about, summary }: Item, match: Match, terms: readonly string[]): void {
    const elsewhere = match.parts.filter(({ kind }) => !['name', 'pattern', 'summary'].includes(kind));
    const reasons = [...new Set(elsewhere.map(({ kind, text }) => `${kind} ${text}`))];
    this.#mark(name, name.textContent, terms);
    this.#mark(about, reasons.length > 0 ? reasons.join(', ') : summary, terms);
  }

  #mark(element: PageElement, text: string, terms: readonly string[]): void {
    const spans = terms
      .flatMap((term) => this.matching.positions(text, term).map((from) => ({ from, to: from + term.length })))
      .sort((one, other) => one.from - other.from);
    const nodes: (PageElement | string)[] = [];
    let at = 0;
    for (const { from, to } of spans) {
      if (from < at) continue;
      const mark = this.page.createElement('mark');
      mark.textContent = text.slice(from, to);
      nodes.push(...this.#breakable(text.slice(at, from)), mark);
      at = to;
    }
    element.replaceChildren(...nodes, ...this.#breakable(text.slice(at)));
  }

  /** Names are long: they may be broken after a dot or underscore. */
  #breakable(text: string): readonly (PageElement | string)[] {
    return text.split(/(?<=[._])/).flatMap((piece) => [piece, this.page.createElement('wbr')]);
  }

  #tell(asked: boolean, found: number): void {
    const all = this.#items.length;
    if (this.#status !== null) {
      this.#status.textContent =
        found === 0
          ? 'Nothing matches. Words are found by how they begin.'
          : asked
            ? `${found} of ${all}`
            : `${all} messages`;
    }
    const clear = this.form.querySelector('.clear');
    if (clear !== null) clear.hidden = !asked;
  }
}
