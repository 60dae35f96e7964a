import { readKnowledge } from '#knowledge';
import { alternatives } from '../phrases';
import { foreignStory } from './foreign-stories';

export interface StoryParts {
  role: string;
  goal: string;
  benefit: string | null;
}

/** "User story 3:", "Story –": what stands before the story itself. */
const LABEL = /^\W{0,6}(?:(?:user |job )?story(?: ?#?\d{1,4})?(?: \([^)]{0,40}\))?\s?[:.–—-]|\[story\])\s*\W{0,4}/iu;
const { english } = readKnowledge('requirements', 'stories') as {
  readonly english: Readonly<Record<'articles' | 'wants' | 'wishes' | 'purposes', string>>;
};

const WANT = alternatives(english.wants);

/** With an article any of the verbs will do; "As needed, we can …" is no story, so without one it must be a wish. */
const STORY = new RegExp(
  `^\\W{0,4}as (?:(${alternatives(english.articles)}) )?([^.\\n]{2,80}?),? (${WANT})(?: to)?(?: be able to)? (.{2,400})$`,
  'iu',
);
const BENEFIT_FIRST = /^\W{0,4}(?:in order to|so that) ([^.\n]{2,120}?),? (as (?:an?|the|any) .{8,400})$/iu;
const WISH = new RegExp(`\\b(?:${alternatives(english.wishes)})$`, 'iu');
const BENEFIT = new RegExp(`[,;]? ?\\b(?:${alternatives(english.purposes)}) `, 'iu');
const CONTINUED = new RegExp(`^\\W{0,4}(?:${WANT}|so that|in order to|so i can)\\b`, 'iu');

/** "As a R, I want G so that B", or null when the sentence is no user story. */
export function storyOf(sentence: string): StoryParts | null {
  const text = sentence
    .slice(0, 700)
    .replace(/\s+/gu, ' ')
    .replace(LABEL, '')
    .replace(/\b(as an?|as|i want(?: to)?|i need|so that|in order to) ?(?::|\.{3}|…) ?/giu, '$1 ');
  const first = BENEFIT_FIRST.exec(text);
  if (first !== null) {
    const story = storyOf(first[2] ?? '');
    return story === null ? null : { ...story, benefit: story.benefit ?? tidy(first[1] ?? '') };
  }
  const [, article, role, want = '', rest] = STORY.exec(text) ?? [];
  if (role === undefined || rest === undefined || (article === undefined && !WISH.test(want)))
    return foreignStory(text);
  const split = BENEFIT.exec(rest);
  const goal = split === null ? rest : rest.slice(0, split.index);
  const benefit = split === null ? null : rest.slice(split.index + split[0].length);
  return { role: role.trim().toLowerCase(), goal: tidy(goal), benefit: benefit === null ? null : tidy(benefit) };
}

/** Whether a block opens a story whose wish stands in the next one: "As a gardener". */
export function opensStory(text: string): boolean {
  return /^\W{0,4}as (?:an?|the|any) [^.,\n]{2,80},?$/iu.test(text.trim().replace(LABEL, ''));
}

/** Whether a block goes on with a story: "I want to …", "So that …". */
export function continuesStory(text: string): boolean {
  return CONTINUED.test(text.trim());
}

export interface Scenario {
  given: string | null;
  when: string | null;
  then: string | null;
}

// oxlint-disable-next-line unicorn/no-thenable -- the third step of a scenario is called so, and it is never a function.
export const NO_SCENARIO: Readonly<Scenario> = { given: null, when: null, then: null };

const STEP = /\b(given|when|then)\b:?/giu;

/** Given/When/Then in one statement, or null; at least "when … then" must be there, in this order. */
export function scenarioOf(sentence: string): Scenario | null {
  const text = sentence
    .slice(0, 1500)
    .replace(/\s+/gu, ' ')
    .replace(/^\W*(?:(?:scenario(?: outline| template)?|example|background)\b.{0,200}?(?=\b(?:given|when)\b))?/iu, '');
  if (!/^(?:given|when)\b/iu.test(text)) return null;
  const parts: Scenario = { ...NO_SCENARIO };
  const steps = inOrder([...text.matchAll(STEP)].slice(0, 24));
  steps.forEach((step, index) => {
    const name = step[1]?.toLowerCase() as keyof Scenario;
    const words = tidy(text.slice(step.index + step[0].length, steps[index + 1]?.index ?? text.length));
    parts[name] = words;
  });
  return parts.when !== null && parts.then !== null ? parts : null;
}

/** The first given, the first when behind it, the first then behind that: "no refund is given" is no step. */
function inOrder(words: readonly RegExpExecArray[]): RegExpExecArray[] {
  let last = -1;
  return words.filter((match) => {
    const rank = ['given', 'when', 'then'].indexOf(match[1]?.toLowerCase() ?? '');
    if (rank <= last) return false;
    last = rank;
    return true;
  });
}

/** G, W, T or A (and, but) when a text is one step of a scenario and no scenario by itself. */
export function stepOf(text: string): 'G' | 'W' | 'T' | 'A' | null {
  const word = /^\W{0,4}(given|when|then|and|but)\b/iu.exec(text)?.[1]?.toLowerCase();
  if (word === undefined || scenarioOf(text) !== null) return null;
  if (word === 'given') return 'G';
  if (word === 'when') return 'W';
  return word === 'then' ? 'T' : 'A';
}

function tidy(text: string): string {
  return text.replace(/^[\s,;:]+|[\s,;:.]+$/gu, '').replace(/[,;]?\s(?:and|but)$/iu, '');
}
