import type { Language } from '#text';
import type { Candidate, Excluded, Existing } from './candidates';
import type { Refusal } from './matches';
import type { NodeCode } from './node-code';
import { rounded } from './rounded';
import { excerpt } from './sentences';

export interface Findings {
  /** How many were read. */
  readonly sentences: number;
  readonly code: NodeCode;
  readonly candidates: readonly Candidate[];
  readonly excluded: readonly Excluded[];
  readonly present: readonly string[];
  readonly refused: ReadonlyMap<string, Refusal>;
  readonly doubtful: readonly Refusal[];
  readonly existing: Existing;
  readonly cut: readonly string[];
  readonly language: Language;
}

const MAX_LISTED = 20;
const MAX_NAME = 60;

/** The whole answer in a few sentences: what was found, and a sentence for each thing to be warned of. */
export function reasoningOf(findings: Findings): string {
  const { candidates, existing, excluded, present, doubtful, cut } = findings;
  return [
    summary(findings),
    ...findings.code.unread,
    ...foreign(findings.language),
    ...listed(
      'Not recommended',
      excluded.map(({ name, why }) => `${name} (${why}${refusingWords(name, findings.refused)})`),
    ),
    ...listed(
      'Refused in one place and asked for in another, so kept',
      doubtful.map(({ entry, words }) => `${entry.name} (“${excerpt(words, MAX_NAME)}”)`),
    ),
    ...listed('Already there', present),
    ...listed('Warning: recommended, but they conflict', clashes(candidates)),
    ...listed(
      'No class exists, see alternatives',
      candidates.filter(({ entry }) => entry.status !== 'class').map(({ entry }) => entry.name),
    ),
    ...listed(
      'Unknown existing mixins',
      existing.unknown.map((name) => `“${excerpt(name, MAX_NAME)}”`),
    ),
    ...listed('Left out', cut),
  ].join(' ');
}

function summary({ sentences, code, candidates }: Findings): string {
  const best = candidates[0];
  const parts = [`${sentences} ${sentences === 1 ? 'sentence' : 'sentences'}`, code.read];
  const read = `${parts.filter((part) => part !== undefined).join(' and ')} read`;
  if (best === undefined) return `${read}, nothing in them matches a mixin.`;
  return `${read}, ${candidates.length} recommended, first ${best.entry.name} (${rounded(best.confidence)}).`;
}

function foreign({ code, name }: Language): string[] {
  return code === 'en' ? [] : [`The requirements are in ${name}, a language that is not read: ask in English.`];
}

function refusingWords(name: string, refused: ReadonlyMap<string, Refusal>): string {
  const refusal = refused.get(name);
  return refusal === undefined ? '' : `: “${excerpt(refusal.words, MAX_NAME)}”`;
}

function clashes(candidates: readonly Candidate[]): string[] {
  const names = new Set(candidates.map(({ entry }) => entry.name));
  return candidates.flatMap(({ entry }) =>
    (entry.conflicts ?? [])
      .filter((other) => entry.name < other && names.has(other))
      .map((other) => `${entry.name} and ${other}`),
  );
}

function listed(title: string, items: readonly string[]): string[] {
  if (items.length === 0) return [];
  const distinct = [...new Set(items)];
  const more = distinct.length > MAX_LISTED ? ` and ${distinct.length - MAX_LISTED} more` : '';
  return [`${title}: ${distinct.slice(0, MAX_LISTED).join(', ')}${more}.`];
}
