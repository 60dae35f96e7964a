import { stems } from './words';
import type { Synonyms } from './synonyms';

export interface RankedDocument {
  readonly id: string;
  readonly fields: Readonly<Record<string, string>>;
}

export interface Ranked {
  readonly id: string;
  /** Above 0. Comparable within one query only. */
  readonly score: number;
  /** `score` over what a document holding exactly the query's stems would reach, 0..1. */
  readonly share: number;
  /** The stems of the query found in the document, as themselves or as a synonym, strongest first. */
  readonly matched: readonly string[];
}

export interface RankingOptions {
  /** How much a word counts by the field it stands in; a field without a weight is not indexed. */
  readonly weights: Readonly<Record<string, number>>;
  readonly synonyms?: Synonyms;
  /** What the first telling word of a query counts, where the others count 1; 1 if not given. */
  readonly lead?: number;
}

/** Saturation of repeated words, and how much long fields are discounted: the middle of the usual ranges. */
const K1 = 1.2;
const B = 0.75;

/** What is said no to is as much talked about as what is not. */
const NEGATIONS: ReadonlySet<string> = new Set(['no', 'not', 'nor', 'never', 'neither', 'cannot', 'without']);

/** What is beyond is not read: no description anyone ranks by is longer. */
const MAX_QUERY_LENGTH = 20_000;

interface Posting {
  readonly document: number;
  readonly frequency: number;
}

/**
 * A field-weighted index (BM25F: Robertson & Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond", 2009,
 * section 3.6). For a stem t and a document d
 *
 *     tf(t, d)    = Σ over fields f: weight(f) · count(t, f) / (1 − B + B · length(f) / mean length(f))
 *     score(q, d) = Σ over distinct stems t of q: idf(t) · tf(t, d) / (K1 + tf(t, d))
 *     idf(t)      = ln(1 + (N − n(t) + ½) / (n(t) + ½)),   n(t) of N documents hold t
 *
 * with K1 = 1.2 and B = 0.75. A stem that the document lacks counts as its best synonym there, times the weight of the
 * synonyms. Building is linear in the text, ranking in the postings of the query's stems.
 */
export class Ranking {
  private readonly ids: readonly string[];
  private readonly postings: ReadonlyMap<string, readonly Posting[]>;
  private readonly bestWeight: number;

  constructor(
    documents: readonly RankedDocument[],
    private readonly options: RankingOptions,
  ) {
    this.ids = documents.map(({ id }) => id);
    this.postings = postingsOf(documents, new Map(Object.entries(options.weights)));
    this.bestWeight = Math.max(0, ...Object.values(options.weights));
  }

  /** Documents sharing a stem (or a synonym of one) with `query`; best first, ties by id. Never throws. */
  rank(query: string): Ranked[] {
    const contributions = new Map<number, [stem: string, score: number][]>();
    let ideal = 0;
    for (const [position, stem] of [...new Set(telling(query.slice(0, MAX_QUERY_LENGTH)))].entries()) {
      const weight = position === 0 ? (this.options.lead ?? 1) : 1;
      ideal += weight * this.idf(stem) * saturated(this.bestWeight);
      for (const [document, plain] of this.scoresOf(stem)) {
        const score = weight * plain;
        const list = contributions.get(document);
        if (list === undefined) contributions.set(document, [[stem, score]]);
        else list.push([stem, score]);
      }
    }
    return [...contributions].map(([document, parts]) => this.ranked(document, parts, ideal)).sort(byScore);
  }

  private ranked(document: number, parts: [string, number][], ideal: number): Ranked {
    const score = parts.reduce((sum, [, part]) => sum + part, 0);
    const matched = parts.sort(([, a], [, b]) => b - a).map(([stem]) => stem);
    return { id: this.ids[document] ?? '', score, share: Math.min(1, score / ideal), matched };
  }

  /** What one stem of the query brings each document. */
  private scoresOf(stem: string): ReadonlyMap<number, number> {
    const scores = new Map<number, number>();
    this.add(scores, stem, 1);
    const synonyms = this.options.synonyms;
    for (const other of synonyms?.of.get(stem) ?? []) this.add(scores, other, synonyms?.weight ?? 0);
    return scores;
  }

  private add(scores: Map<number, number>, stem: string, weight: number): void {
    const idf = this.idf(stem);
    for (const { document, frequency } of this.postings.get(stem) ?? []) {
      const score = weight * idf * saturated(frequency);
      if (score > (scores.get(document) ?? 0)) scores.set(document, score);
    }
  }

  private idf(stem: string): number {
    const holding = this.postings.get(stem)?.length ?? 0;
    return Math.log(1 + (this.ids.length - holding + 0.5) / (holding + 0.5));
  }
}

function telling(text: string): string[] {
  return stems(text).filter((it) => !NEGATIONS.has(it));
}

function saturated(frequency: number): number {
  return frequency / (K1 + frequency);
}

function byScore(a: Ranked, b: Ranked): number {
  return b.score - a.score || (a.id < b.id ? -1 : Number(a.id > b.id));
}

function postingsOf(
  documents: readonly RankedDocument[],
  weights: ReadonlyMap<string, number>,
): ReadonlyMap<string, readonly Posting[]> {
  const frequencies = documents.map(() => new Map<string, number>());
  for (const [field, weight] of weights) {
    const texts = documents.map(({ fields }) => (Object.hasOwn(fields, field) ? telling(fields[field] ?? '') : []));
    const mean = texts.reduce((sum, text) => sum + text.length, 0) / documents.length;
    texts.forEach((text, index) => {
      const one = weight / (1 - B + (B * text.length) / mean);
      const counts = frequencies[index];
      for (const stem of text) counts?.set(stem, (counts.get(stem) ?? 0) + one);
    });
  }
  return inverted(frequencies);
}

function inverted(frequencies: readonly ReadonlyMap<string, number>[]): ReadonlyMap<string, readonly Posting[]> {
  const postings = new Map<string, Posting[]>();
  frequencies.forEach((counts, document) => {
    for (const [stem, frequency] of counts) {
      const list = postings.get(stem);
      if (list === undefined) postings.set(stem, [{ document, frequency }]);
      else list.push({ document, frequency });
    }
  });
  return postings;
}
