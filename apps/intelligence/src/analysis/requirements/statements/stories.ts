export interface StoryParts {
  role: string;
  goal: string;
  benefit: string | null;
}

const STORY =
  /^\W{0,4}as an? ([^,.\n]{2,80}?),? (?:i|we) (?:want|need|would like|can|should be able|must be able|wish|am able|have)(?: to)?(?: be able to)? (.{2,400})$/iu;
const BENEFIT = /[,;]? ?\b(?:so that|in order to|so i can|because|so) /iu;

/** "As a R, I want G so that B", or null when the sentence is no user story. */
export function storyOf(sentence: string): StoryParts | null {
  const match = STORY.exec(sentence.slice(0, 600).replace(/\s+/gu, ' '));
  const role = match?.[1];
  const rest = match?.[2];
  if (role === undefined || rest === undefined) return null;
  const split = BENEFIT.exec(rest);
  const goal = split === null ? rest : rest.slice(0, split.index);
  const benefit = split === null ? null : rest.slice(split.index + split[0].length);
  return { role: role.trim().toLowerCase(), goal: tidy(goal), benefit: benefit === null ? null : tidy(benefit) };
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
    .replace(/^\W*(?:(?:scenario|example)\b.{0,200}?(?=\b(?:given|when)\b))?/iu, '');
  if (!/^(?:given|when)\b/iu.test(text)) return null;
  const parts: Scenario = { ...NO_SCENARIO };
  const steps = [...text.matchAll(STEP)].slice(0, 12);
  steps.forEach((step, index) => {
    const name = step[1]?.toLowerCase() as keyof Scenario;
    const words = tidy(text.slice(step.index + step[0].length, steps[index + 1]?.index ?? text.length));
    parts[name] ??= words;
  });
  return parts.when !== null && parts.then !== null ? parts : null;
}

function tidy(text: string): string {
  return text.replace(/^[\s,;:]+|[\s,;:.]+$/gu, '').replace(/[,;]?\s(?:and|but)$/iu, '');
}
