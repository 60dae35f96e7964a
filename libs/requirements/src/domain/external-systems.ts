import type { Outline } from '../document/outline';
import { alternatives, phrases } from '../phrases';
import { DOMAIN_WORDS } from './domain-words';
import { PRODUCTS, type ProductName, type SystemCategory } from './gazetteer';

export interface ExternalSystem {
  name: string;
  category: SystemCategory;
  mentions: number;
  line: number;
  confidence: number;
}

export interface Mention {
  name: string;
  category: SystemCategory;
  /** Where in the text it starts. */
  index: number;
  confidence: number;
}

const WORD = /[\p{L}\p{N}](?:[\p{L}\p{N}]|\.(?=\p{L})){0,39}/gu;
const { systems } = DOMAIN_WORDS;
const BEFORE_CUE = new RegExp(`(?:^|\\W)(?:${alternatives(systems.before)})\\s(?:the |our |an? )?$`, 'iu');
const AFTER_CUE = new RegExp(`^(?:'s)?[\\s-](?:${alternatives(systems.after)})\\b`, 'iu');
const ACTION_CUE = phrases(systems.actions, { flags: 'iu' });
/** "Go live", "spring release", "teams on the floor": what the same words mean otherwise. */
const ORDINARY_NEXT = new RegExp(`^ (?:${alternatives(systems['ordinary-next'])})\\b`, 'iu');
const SKIPPED = new Set(['out_of_scope', 'open_questions', 'reference', 'risks']);
const LISTS_SYSTEMS = new Set(['dependencies', 'technical', 'interfaces']);
const UNKNOWN_API = /\b((?:[A-Z][\w.]{1,30} ){1,3})(?:API|SDK|Gateway|Webhook)s?\b/gu;
const GENERIC_FIRST = new RegExp(`^(?:${systems.generic.replaceAll(' ', '|')}) `, 'u');

/** The products `text` names, by the rules of the gazetteer. `listed`: it is an item of a list of systems. */
export function productMentions(text: string, listed = false): Mention[] {
  const found: Mention[] = [];
  let end = 0;
  for (const match of text.matchAll(WORD)) {
    if (match.index < end) continue;
    const product = (PRODUCTS.get(match[0].toLowerCase()) ?? []).find((one) => matches(one, text, match.index, listed));
    if (product === undefined) continue;
    end = match.index + product.words.join(' ').length;
    found.push({
      name: product.name,
      category: product.category,
      index: match.index,
      confidence: product.rule === 'any' ? 0.95 : product.rule === 'exact' ? 0.85 : 0.7,
    });
  }
  return found;
}

function matches({ rule, words }: ProductName, text: string, index: number, listed: boolean): boolean {
  const spelling = words.join(' ');
  const written = text.slice(index, index + spelling.length);
  const exact = written === spelling;
  if (!exact && (rule !== 'any' || written.toLowerCase() !== spelling.toLowerCase())) return false;
  if (/^[\p{L}\p{N}]/u.test(text.slice(index + spelling.length))) return false;
  if (rule === 'any') return true;
  const before = text.slice(Math.max(0, index - 40), index);
  const after = text.slice(index + spelling.length, index + spelling.length + 30);
  if (ORDINARY_NEXT.test(after) && !AFTER_CUE.test(after)) return rule === 'exact' && BEFORE_CUE.test(before);
  const opens = /(?:^|[.!?:]\s)\W*$/u.test(before);
  if (rule === 'exact' || AFTER_CUE.test(after))
    return rule === 'exact' ? !opens || AFTER_CUE.test(after) || listed || /^\W*$/u.test(after) : true;
  if (listed && opens) return /^(?:\W*$|\s?[(:,–—-])/u.test(after);
  return BEFORE_CUE.test(before) && (listed || ACTION_CUE.test(text.slice(0, 400)));
}

/**
 * The outside systems a document relies on, most mentioned first, then by place. Languages and frameworks are known so
 * that they are not taken for anything else, but they are no systems; what is out of scope does not count either.
 */
export function externalSystems({ sections, blocks }: Outline): ExternalSystem[] {
  const byName = new Map<string, ExternalSystem>();
  for (const block of blocks) {
    const kind = sections[block.section]?.kind ?? 'other';
    if (SKIPPED.has(kind)) continue;
    const listed = LISTS_SYSTEMS.has(kind);
    const mentions = productMentions(block.text, listed).filter(({ category }) => category !== 'runtime');
    for (const mention of listed ? [...mentions, ...unknownApis(block.text, mentions)] : mentions) {
      const known = byName.get(mention.name);
      if (known === undefined)
        byName.set(mention.name, {
          name: mention.name,
          category: mention.category,
          mentions: 1,
          line: block.line,
          confidence: mention.confidence,
        });
      else known.mentions += 1;
    }
  }
  return [...byName.values()].sort(
    (one, other) => other.mentions - one.mentions || one.line - other.line || (one.name < other.name ? -1 : 1),
  );
}

function unknownApis(text: string, known: readonly Mention[]): Mention[] {
  return [...text.matchAll(UNKNOWN_API)]
    .filter(
      (match) =>
        !GENERIC_FIRST.test(match[0]) &&
        !known.some(({ index }) => index >= match.index && index < match.index + match[0].length),
    )
    .map((match) => ({ name: match[0].trim(), category: 'api' as const, index: match.index, confidence: 0.5 }));
}
