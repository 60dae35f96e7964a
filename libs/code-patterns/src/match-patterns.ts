import type { NodeType } from '#contracts';
import { languageOf } from '#text';
import type { Pattern } from './catalogue/pattern';
import { patternOf } from './catalogue/catalogue';
import type { DetectedPattern, PatternEvidence } from './detection/detect-patterns';
import { operationEvidence } from './operations';
import { fits, mayUse, recommend } from './recommendations';
import { retrieve } from './retrieval';
import type { SimilarNode } from './similar-node';

export interface PatternQuery {
  readonly description: string;
  /** Patterns that do not belong in this kind are left out and counted. */
  readonly nodeType?: NodeType | undefined;
  /** 1..20; what is outside is moved to the nearest end. */
  readonly limit: number;
  /** Least confidence of an answer, 0..1; what is no number means `DEFAULT_THRESHOLD`. */
  readonly threshold?: number | undefined;
  readonly detected?: readonly DetectedPattern[] | undefined;
  /** Nodes at or above their own threshold, best first, as `SimilarNodes.find` gives them. */
  readonly similar?: readonly SimilarNode[] | undefined;
  /** How many there were before a limit, if more than `similar` holds. */
  readonly similarTotal?: number | undefined;
}

/** A type and not an interface, so that it may stand among the free-form records of the response. */
export type PatternMatch = {
  readonly kind: 'pattern';
  readonly pattern_id: string;
  readonly pattern_name: string;
  /** 0..1, four decimals: the strongest of text, operation names and code. */
  readonly confidence: number;
  /** How much of the description the entry covers, 0..1, four decimals; 0 where only code spoke for it. */
  readonly similarity_score: number;
  readonly node_types: readonly NodeType[];
  readonly node_type_fit: 'typical' | 'possible' | 'not asked';
  readonly description: string;
  readonly reason: string;
  readonly matched_terms: readonly string[];
  /** Lines of the code that show it, ascending. */
  readonly evidence_lines: readonly number[];
  /** What is seen there, the strongest first. */
  readonly evidence: readonly PatternEvidence[];
  readonly when_to_use: string;
  readonly when_not_to_use: string;
  readonly mixins: readonly string[];
  readonly related_patterns: readonly string[];
  readonly code_snippets: readonly string[];
};

export type PatternItem = PatternMatch | SimilarNode;

export interface MatchedPatterns {
  /** Patterns and similar nodes, best first, at most `limit`. While there are patterns, nodes get at most half the places. */
  readonly pattern_result: readonly PatternItem[];
  /** Patterns and nodes at or above the threshold, before the limit. */
  readonly total_matches: number;
  /** The nodes alone, at most `limit`. */
  readonly similar_nodes: readonly SimilarNode[];
  /** Patterns at or above the threshold that the node type ruled out. */
  readonly left_out: number;
  readonly recommendations: readonly string[];
}

/**
 * Chosen on the tuning queries: all but four of 82 descriptions give their pattern 0.36 and more, and no unrelated text gives
 * any pattern 0.11.
 */
export const DEFAULT_THRESHOLD = 0.2;

/** A longer description is read as far as this many UTF-16 units. */
const MAX_DESCRIPTION_LENGTH = 20_000;

/** Long texts brush many patterns; what has less than this part of the best one's confidence is an aside. */
const RELATIVE_THRESHOLD = 0.5;

/** Answers a description with patterns, similar nodes and advice. Never throws; the same query gives the same answer. */
export function matchPatterns(query: PatternQuery): MatchedPatterns {
  const { nodeType } = query;
  const all = gathered(query.description.slice(0, MAX_DESCRIPTION_LENGTH), query.detected ?? []);
  const strong = aboveThreshold(all, query.threshold);
  const matches = strong.filter(({ pattern }) => pattern.rules === undefined);
  const fitting = matches.filter(({ pattern }) => fits(pattern, nodeType));
  const left = matches.filter(({ pattern }) => !fits(pattern, nodeType)).map(({ pattern }) => pattern);
  const similar = query.similar ?? [];
  const limit = whole(query.limit);
  const nodePlaces = Math.min(similar.length, Math.max(Math.floor(limit / 2), limit - fitting.length));
  const chosen = fitting.slice(0, limit - nodePlaces);
  const recommendations = recommend({
    nodeType,
    chosen: chosen.map(({ pattern }) => pattern),
    matched: new Set(matches.map(({ pattern }) => pattern.id)),
    suspected: strong.map(({ pattern }) => pattern).filter(({ rules }) => rules !== undefined),
    leftOut: left,
  });
  return {
    pattern_result: merged(
      chosen.map((one) => toMatch(one, nodeType)),
      similar.slice(0, nodePlaces),
    ),
    total_matches: fitting.length + Math.max(similar.length, query.similarTotal ?? 0),
    similar_nodes: similar.slice(0, limit),
    left_out: left.length,
    recommendations: [...foreign(query.description), ...recommendations],
  };
}

function foreign(description: string): string[] {
  const { code, name } = languageOf(description);
  return code === 'en' ? [] : [`The description is in ${name}, a language that is not read: ask in English.`];
}

/** A pattern with everything that speaks for it. */
interface Candidate {
  readonly pattern: Pattern;
  readonly confidence: number;
  readonly similarity: number;
  readonly terms: readonly string[];
  readonly operations: readonly string[];
  readonly lines: readonly number[];
  readonly evidence: readonly PatternEvidence[];
}

function gathered(description: string, detected: readonly DetectedPattern[]): Candidate[] {
  const byId = new Map<string, Candidate>();
  const add = (id: string, confidence: number, part: Partial<Candidate>): void => {
    const pattern = patternOf(id);
    if (pattern === undefined) return;
    const known = byId.get(id) ?? {
      pattern,
      confidence: 0,
      similarity: 0,
      terms: [],
      operations: [],
      lines: [],
      evidence: [],
    };
    byId.set(id, { ...known, ...part, confidence: Math.max(known.confidence, confidence) });
  };
  for (const { pattern, confidence, similarity, terms } of retrieve(description))
    add(pattern.id, confidence, { similarity, terms });
  for (const { patternId, confidence, operations } of operationEvidence(description))
    add(patternId, confidence, { operations });
  for (const { id, confidence, lines, evidence } of detected) add(id, Math.min(1, confidence), { lines, evidence });
  return [...byId.values()].sort(
    (a, b) => b.confidence - a.confidence || (a.pattern.id < b.pattern.id ? -1 : Number(a.pattern.id > b.pattern.id)),
  );
}

function aboveThreshold(candidates: readonly Candidate[], threshold: number | undefined): Candidate[] {
  const asked = threshold !== undefined && Number.isFinite(threshold);
  const best = candidates[0]?.confidence ?? 0;
  const least = asked ? threshold : Math.max(DEFAULT_THRESHOLD, best * RELATIVE_THRESHOLD);
  return candidates.filter(({ confidence }) => rounded(confidence) >= rounded(least));
}

function toMatch(candidate: Candidate, nodeType: NodeType | undefined): PatternMatch {
  const { pattern, terms, lines, evidence } = candidate;
  return {
    kind: 'pattern',
    pattern_id: pattern.id,
    pattern_name: pattern.name,
    confidence: rounded(candidate.confidence),
    similarity_score: rounded(candidate.similarity),
    node_types: pattern.kinds,
    node_type_fit: fitOf(pattern, nodeType),
    description: pattern.description,
    reason: reasonOf(candidate),
    matched_terms: terms,
    evidence_lines: lines,
    evidence,
    when_to_use: pattern.whenToUse,
    when_not_to_use: pattern.whenNotToUse,
    mixins: pattern.mixins.filter((mixin) => mayUse(mixin, nodeType)),
    related_patterns: pattern.related,
    code_snippets: [pattern.sketch],
  };
}

function fitOf({ kinds }: Pattern, nodeType: NodeType | undefined): PatternMatch['node_type_fit'] {
  if (nodeType === undefined) return 'not asked';
  return kinds[0] === nodeType ? 'typical' : 'possible';
}

function reasonOf({ terms, operations, lines }: Candidate): string {
  return [
    terms.length > 0 ? `The description speaks of ${terms.join(', ')}.` : '',
    operations.length > 0 ? `It names the operations ${operations.slice(0, 6).join(', ')}.` : '',
    lines.length > 0 ? `The code shows it in line ${lines.slice(0, 5).join(', ')}.` : '',
  ]
    .filter((reason) => reason !== '')
    .join(' ');
}

function merged(patterns: readonly PatternMatch[], nodes: readonly SimilarNode[]): PatternItem[] {
  return [...patterns, ...nodes].sort((a, b) => strength(b) - strength(a));
}

function strength(item: PatternItem): number {
  return item.kind === 'pattern' ? item.confidence : item.similarity_score;
}

function whole(limit: number): number {
  return Math.min(20, Math.max(1, Math.trunc(limit) || 1));
}

function rounded(share: number): number {
  return Math.round(share * 10_000) / 10_000;
}
