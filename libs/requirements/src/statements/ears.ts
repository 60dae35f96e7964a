import { phrases } from '../phrases';
import { STATEMENT_WORDS } from './statement-words';

/** Patterns of the Easy Approach to Requirements Syntax (Mavin et al. 2009). */
export type EarsPattern =
  'ubiquitous' | 'event_driven' | 'state_driven' | 'unwanted_behaviour' | 'optional_feature' | 'complex';

export interface Ears {
  pattern: EarsPattern | null;
  condition: string | null;
}

const { conditions } = STATEMENT_WORDS;
const RESPONSE = /\b(?:shall|must|should|will)\b/iu;
const OPENINGS = (Object.keys(conditions) as (keyof typeof conditions)[]).map(
  (pattern) => [phrases(conditions[pattern], { flags: 'iu', boundary: 'opening' }), pattern] as const,
);

/** Which pattern a sentence follows, and the condition it puts; null for sentences without "shall" and its like. */
export function earsOf(sentence: string): Ears {
  const text = sentence.slice(0, 1000);
  const response = RESPONSE.exec(text);
  if (response === null) return { pattern: null, condition: trailingCondition(text) };
  const opening = OPENINGS.find(([pattern]) => pattern.test(text));
  if (opening === undefined) return { pattern: 'ubiquitous', condition: trailingCondition(text) };
  const comma = text.indexOf(',');
  const end =
    comma > 0 && comma < response.index ? text.lastIndexOf(',', response.index) : clauseEnd(text, response.index);
  const condition = text.slice(0, end).trim();
  const inner =
    /,\s*(?:when|while|if|where)\b/iu.test(condition) || /\b(?:and|then) (?:when|while|if)\b/iu.test(condition);
  return { pattern: inner ? 'complex' : opening[1], condition };
}

/** Without a comma the condition ends where the subject of "shall" begins. */
function clauseEnd(text: string, modalAt: number): number {
  const subjects = [...text.slice(0, modalAt).matchAll(/ (?:then |the |a |an |it |they )/giu)];
  const then = subjects.find(([words]) => words.trim().toLowerCase() === 'then');
  return (then ?? subjects[subjects.length - 1])?.index ?? modalAt;
}

function trailingCondition(text: string): string | null {
  const match = /\b(?:when|whenever|while|if|unless|once|in case|as long as|until)\b [^.;]{3,200}/iu.exec(text);
  return match === null || match.index === 0 ? null : match[0].trim();
}
