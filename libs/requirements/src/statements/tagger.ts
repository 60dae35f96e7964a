import model from 'wink-eng-lite-web-model';
import winkNlp, { type ItsFunction } from 'wink-nlp';

/** Universal part of speech of one token, as wink-nlp names them, and its base form. */
export interface Tagged {
  word: string;
  tag: string;
  base: string;
}

/** The tokenizer of wink-nlp takes quadratic time on long tokens and texts; nothing longer reaches it. */
const MAX_TEXT = 500;
const MAX_TOKEN = 32;

interface Tagger {
  nlp: ReturnType<typeof winkNlp>;
  /** Of the library's readers of a token these two; its own type leaves `this` open. */
  its: Record<'pos' | 'lemma', ItsFunction<string>>;
}

let loaded: Tagger | undefined;

/** Parts of speech of one sentence. The model (4 MB, about 70 ms) is loaded by the first call. */
export function tag(sentence: string): Tagged[] {
  loaded ??= load();
  const tokens = loaded.nlp.readDoc(tame(sentence)).tokens();
  const tags: string[] = tokens.out(loaded.its.pos);
  const bases: string[] = tokens.out(loaded.its.lemma);
  const found: string[] = tokens.out();
  return found.map((word, index) => ({ word, tag: tags[index] ?? '', base: (bases[index] ?? word).toLowerCase() }));
}

function load(): Tagger {
  const nlp = winkNlp(model, ['pos']);
  return { nlp, its: nlp.its as unknown as Tagger['its'] };
}

/** Only what the tagger handles in linear time: short tokens of letters, digits and plain punctuation. */
export function tame(sentence: string): string {
  return sentence
    .slice(0, MAX_TEXT)
    .replace(/[^\p{L}\p{N}\s.,;:!?'()/%-]/gu, ' ')
    .split(/\s+/u)
    .filter((token) => token.length <= MAX_TOKEN)
    .join(' ');
}
