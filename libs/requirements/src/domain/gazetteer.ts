import { readKnowledge } from '#knowledge';

/**
 * How a product name is distinguished from an ordinary word:
 * - `any`: the word means nothing else, case does not matter (kafka, postgresql);
 * - `exact`: written as the maker writes it, and not merely because it opens a sentence (Stripe, Oracle);
 * - `with-cue`: also a plain word with a capital (Go, Segment, Slack time), so a cue must stand beside it.
 */
export type NameRule = 'any' | 'exact' | 'with-cue';

export type SystemCategory =
  | 'database'
  | 'cache'
  | 'messaging'
  | 'search'
  | 'vector_database'
  | 'storage'
  | 'cloud'
  | 'payment'
  | 'communication'
  | 'identity'
  | 'observability'
  | 'ci_cd'
  | 'source_control'
  | 'issue_tracking'
  | 'crm_erp'
  | 'analytics'
  | 'data_processing'
  | 'machine_learning'
  | 'infrastructure'
  | 'secrets'
  | 'web_server'
  | 'cms_commerce'
  | 'productivity'
  | 'maps'
  | 'runtime'
  | 'api';

interface Group {
  readonly category: SystemCategory;
  readonly match: NameRule;
  /** The name first, then other spellings. */
  readonly products: readonly (readonly string[])[];
}

const GROUPS = readKnowledge('requirements', 'products') as readonly Group[];

export interface ProductName {
  name: string;
  category: SystemCategory;
  rule: NameRule;
  /** The words to find, in the case the rule needs. */
  words: string[];
}

/** Every spelling by its first word in lower case; longer spellings first. */
export const PRODUCTS: ReadonlyMap<string, readonly ProductName[]> = byFirstWord();

function byFirstWord(): Map<string, ProductName[]> {
  const table = new Map<string, ProductName[]>();
  for (const { category, match: rule, products } of GROUPS)
    for (const [name = '', ...others] of products)
      for (const spelling of [name, ...others]) {
        const words = spelling.split(' ');
        const key = (words[0] ?? '').toLowerCase();
        table.set(key, [...(table.get(key) ?? []), { name, category, rule, words }]);
      }
  for (const list of table.values()) list.sort((one, other) => other.words.length - one.words.length);
  return table;
}

/** How many products are known, aliases not counted. */
export const PRODUCT_COUNT: number = new Set([...PRODUCTS.values()].flat().map(({ name }) => name)).size;
