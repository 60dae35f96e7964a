import { CAPABILITY, IMPERATIVE, MODAL_ACTION, PASSIVE_ACTION } from './action-verbs';
import { qualityOfHeading } from './quality-heading';
import { type Quality, QUALITY_SIGNALS, type Signals } from './quality-lexicon';

export interface Classification {
  functional: boolean;
  quality: Quality | null;
  evidence: string[];
}

const STRONG = 2;
const WEAK = 1;

/** How often one quality may count in one sentence, so that a repeated word cannot outvote a structure. */
const MAX_PER_QUALITY = 4;

/** Judged are the first characters of a sentence; what is longer is no sentence any more. */
const MAX_SENTENCE = 2000;

const FUNCTIONAL_SIGNALS: readonly (readonly [RegExp, number, string])[] = [
  [MODAL_ACTION, 1, 'action verb'],
  [CAPABILITY, 1, 'capability given'],
  [PASSIVE_ACTION, 0.8, 'passive action'],
  [IMPERATIVE, 1, 'imperative'],
  [
    /\b(?:the|a|an|any|each|registered|logged[- ]in) (?:user|customer|administrator|admin|member|student|player|manager|staff|operator|visitor)s? (?:shall|must|should|will|can|may)\b/u,
    0.5,
    'user acts',
  ],
];

/** Being something, not doing something: the shape of a quality. */
const STATE =
  /\b(?:shall|must|should|will|is expected to) (?:not )?(?:be|have|operate|function|remain|look|appear|run|work|adhere|conform|follow|use)\b(?! able| capable| allowed)/u;

const MODAL = /\b(?:shall|must|should|will|can|may|is expected to)\b/u;

/** "Only managers …", "… shall ensure that": a restriction or a guarantee, whatever verb comes after. */
const RESTRICTION = /^only\b|\bensur(?:e|es|ing)\b/u;

interface Evidence {
  action: number;
  quality: Quality | null;
  qualityScore: number;
  lines: string[];
}

/**
 * Whether `sentence` asks for a function or for a quality, and for which; `evidence` names every signal with its weight.
 * A heading that says it ("Security", "Non-functional requirements") decides before the words do.
 */
export function classifyRequirement(sentence: string, heading?: string): Classification {
  const text = sentence.slice(0, MAX_SENTENCE).toLowerCase().replace(/\s+/gu, ' ').trim();
  const { action, quality, qualityScore, lines } = weigh(text);
  const byHeading = heading === undefined ? null : qualityOfHeading(heading);
  if (byHeading !== null) {
    lines.unshift(`heading: ${byHeading === 'any' ? 'non_functional' : byHeading}`);
    if (byHeading === 'functional') return { functional: true, quality: null, evidence: lines };
    return { functional: false, quality: byHeading === 'any' ? quality : byHeading, evidence: lines };
  }
  const functional = qualityScore < bar(text, action);
  return { functional, quality: functional ? null : quality, evidence: lines };
}

/** How much the quality must weigh to win: more against a stronger action, nothing where "shall" is followed by no deed. */
function bar(text: string, action: number): number {
  if (action > 0) return 1.5 + 0.5 * Math.min(action, 1.8);
  return MODAL.test(text) ? 0 : WEAK;
}

function weigh(text: string): Evidence {
  const lines: string[] = [];
  const action = actionScore(text, lines);
  let quality: Quality | null = null;
  let best = 0;
  let total = 0;
  for (const [candidate, signals] of QUALITY_SIGNALS) {
    const score = scoreOf(text, candidate, signals, lines);
    total += score;
    if (score > best) [quality, best] = [candidate, score];
  }
  const shape = (STATE.test(text) ? 0.5 : 0) + (RESTRICTION.test(text) ? 1 : 0);
  return { action, quality, qualityScore: best + 0.25 * (total - best) + shape, lines };
}

function actionScore(text: string, lines: string[]): number {
  let sum = 0;
  for (const [pattern, weight, name] of FUNCTIONAL_SIGNALS) {
    const match = pattern.exec(text);
    if (match === null) continue;
    sum += weight;
    lines.push(`functional +${weight} ${name}: ${match[0].slice(0, 60)}`);
  }
  return sum;
}

function scoreOf(text: string, quality: Quality, { strong, weak }: Signals, lines: string[]): number {
  const found = text.match(strong) ?? [];
  const hints = text.match(weak) ?? [];
  for (const word of found) lines.push(`${quality} +${STRONG} ${word}`);
  for (const word of hints) lines.push(`${quality} +${WEAK} ${word}`);
  return Math.min(MAX_PER_QUALITY, found.length * STRONG + hints.length * WEAK);
}
