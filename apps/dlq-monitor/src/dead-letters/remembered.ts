import { LRUCache } from 'lru-cache';

/** Longer texts are few. */
const MAX_CHARACTERS = 16_384;
const MAX_TOTAL_CHARACTERS = 4_000_000;

/**
 * A function of a text that remembers its last answers: the dead letters of one failure say the same again and again,
 * and to look for secrets in it costs more than all else that is done with them.
 */
export function remembered<Answer extends string>(answerTo: (text: string) => Answer): (text: string) => Answer {
  const answers = new LRUCache<string, Answer>({
    maxSize: MAX_TOTAL_CHARACTERS,
    sizeCalculation: (answer, text) => answer.length + text.length + 1,
  });
  return (text) => {
    if (text.length > MAX_CHARACTERS) return answerTo(text);
    const known = answers.get(text);
    if (known !== undefined) return known;
    const answer = answerTo(text);
    answers.set(text, answer);
    return answer;
  };
}
