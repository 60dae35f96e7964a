import type { MixinRequest, MixinResult, NodeType } from '#contracts';
import { languageOf } from '#text';
import {
  type Candidate,
  type Excluded,
  type Existing,
  existingOf,
  gather,
  obstacle,
  refusedBy,
  weighed,
} from './candidates';
import { MIXINS } from './catalog';
import type { MixinEntry } from './mixin';
import { type Match, type Refusal, statementOf } from './matches';
import { knownInherited, matchesInCode, NO_CODE, type NodeCode } from './node-code';
import { reasonOf, recommendationOf } from './recommendation';
import { reasoningOf } from './reasoning';
import { rounded } from './rounded';
import { sentencesOf } from './sentences';

/** More recommendations help nobody to choose. */
export const MAX_RECOMMENDATIONS = 15;

/** Who did not ask for mixins is not to be told of faint ones. */
const LEAST_SUGGESTED = 0.35;

/**
 * The mixins a node with these requirements should have, best first, ties by name: at most 15. Never one of
 * `existing_mixins`, nor one that they inherit, conflict with, or that the requirements refuse or the node's kind forbids;
 * `reasoning` names those. Reads at most 100 requirements and 300 sentences and says what was left out. What `code` does
 * counts beside what the requirements say; what it inherits is there already. Never throws; the same request gives the
 * same answer.
 */
export function recommendMixins(request: MixinRequest, code: NodeCode = NO_CODE): MixinResult {
  const { requirements, node_type = code.nodeType, existing_mixins } = request;
  const { sentences, cut } = sentencesOf(requirements);
  const statements = sentences.map(statementOf);
  const { refused, doubtful } = refusedBy(statements);
  const existing = existingOf([...knownInherited(code), ...existing_mixins]);
  const matches = [...matchesInCode(code), ...statements.flatMap((statement) => statement.matches)];
  const { candidates, excluded, present } = select(gather(matches), node_type, existing, refused);
  const names = new Set(candidates.map(({ entry }) => entry.name));
  return {
    mixin_recommendations: candidates.map((it) => recommendationOf(it, node_type, existing, names)),
    total_recommendations: candidates.length,
    reasoning: reasoningOf({
      sentences: sentences.length,
      code,
      candidates,
      excluded,
      present,
      refused,
      doubtful,
      existing,
      cut,
      language: languageOf(sentences.map(({ text }) => text).join('\n')),
    }),
  };
}

/**
 * The mixins a text clearly (0.35 and above) speaks for, at most `limit`, best first, without what it refuses and what
 * the kind of node forbids.
 */
export function suggestMixins(
  text: string,
  nodeType?: NodeType,
  limit = 3,
): { mixin_name: string; confidence: number; reason: string }[] {
  const statements = sentencesOf([text]).sentences.map(statementOf);
  const { candidates } = select(
    gather(statements.flatMap(({ matches }) => matches)),
    nodeType,
    existingOf([]),
    refusedBy(statements).refused,
  );
  const clear = candidates.filter(({ confidence }) => confidence >= LEAST_SUGGESTED);
  return clear.slice(0, limit).map((candidate) => ({
    mixin_name: candidate.entry.name,
    confidence: rounded(candidate.confidence),
    reason: reasonOf(candidate),
  }));
}

interface Selection {
  readonly candidates: readonly Candidate[];
  readonly excluded: readonly Excluded[];
  /** Asked for, and there already. */
  readonly present: readonly string[];
}

function select(
  found: ReadonlyMap<MixinEntry, readonly Match[]>,
  nodeType: NodeType | undefined,
  existing: Existing,
  refused: ReadonlyMap<string, Refusal>,
): Selection {
  const candidates: Candidate[] = [];
  const excluded: Excluded[] = [];
  const present: string[] = [];
  for (const [entry, matches] of found) {
    const why = obstacle(entry, nodeType, existing, refused);
    if (existing.names.has(entry.name)) present.push(entry.name);
    else if (why === undefined) candidates.push(weighed(entry, matches, nodeType, existing));
    else excluded.push({ name: entry.name, why });
  }
  candidates.sort((a, b) => rounded(b.confidence) - rounded(a.confidence) || (a.entry.name < b.entry.name ? -1 : 1));
  excluded.push(...refusedUnmatched(refused, excluded));
  return { candidates: candidates.slice(0, MAX_RECOMMENDATIONS), excluded, present };
}

/** What is refused and would not have been recommended anyway is named all the same. */
function refusedUnmatched(refused: ReadonlyMap<string, Refusal>, excluded: readonly Excluded[]): Excluded[] {
  const known = new Set(excluded.map(({ name }) => name));
  return [...refused].flatMap(([name, { sentence }]) =>
    known.has(name) || !MIXINS.has(name) ? [] : [{ name, why: `refused by requirement ${sentence.requirement}` }],
  );
}
