import { stem as porter2 } from 'porter2';

/** Letters and digits of one word; an apostrophe inside belongs to it ("doesn't"). */
const WORD = /[\p{L}\p{N}]+(?:['’]\p{L}+)?/gu;

/** Where identifiers hide several words: `fetchUser`, `HTTPClient`. Underscores end a word anyway. */
const HUMP = /(?<=[\p{Ll}\p{N}])(?=\p{Lu})|(?<=\p{Lu})(?=\p{Lu}\p{Ll})/u;

/** Only such a word can be several; splitting is expensive. */
const UPPER = /\p{Lu}/u;

/** No word of any language we index is longer; what is, is a blob and not a word. */
const MAX_WORD_LENGTH = 64;

/** Says nothing about what is asked for. Negations are not in the list: whoever cares looks at them before. */
const STOP_WORDS: ReadonlySet<string> = new Set(
  (
    'a an the and or of to in on at by for from with into onto as is are was were be been being it its this that these ' +
    'those there their they them we our you your i my he she his her will would shall should must can could may might ' +
    'do does did done have has had if then than so such also which who whom what when where while how all any each ' +
    'every some more most other only own same very just about over under out up down off again further use uses used ' +
    'using via per etc need needs needed want wants but also however although though whereas because since yet already ' +
    'still even too now whether either both much many after before during between one another'
  ).split(' '),
);

/** The words of `text` in lower case, identifiers taken apart: `fetchUser_byId` gives fetch, user, by, id. */
export function words(text: string): string[] {
  return (text.match(WORD) ?? [])
    .filter((word) => word.length <= MAX_WORD_LENGTH)
    .flatMap((word) => (UPPER.test(word) ? word.split(HUMP) : [word]))
    .map((word) => word.toLowerCase().replaceAll('’', "'"));
}

/** The Porter2 stem of one lower-case word. */
export function stem(word: string): string {
  return porter2(word);
}

/** The stems of the telling words of `text`, in order, with repetitions. */
export function stems(text: string): string[] {
  return words(text)
    .filter((word) => !STOP_WORDS.has(word))
    .map(stem);
}
