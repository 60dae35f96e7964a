import { setOf } from '#text';
import { LEADING_VERB } from '../quality/action-verbs';
import { STATEMENT_WORDS } from './statement-words';
import { tag, type Tagged, tame } from './tagger';

export interface Roles {
  actor: string | null;
  action: string | null;
  object: string | null;
  /** Every noun phrase of the sentence, base form last word, in order. */
  phrases: string[];
  /** Its verbs in base form, in order. */
  verbs: string[];
}

const { roles } = STATEMENT_WORDS;
const MODALS = setOf(roles.modals);
const GRANTS = setOf(roles.grants);
const LIGHT_VERBS = setOf(roles['light-verbs']);
const PRONOUNS = setOf(roles.pronouns);

/** Who does what to what in a requirement; null where the sentence does not say. `condition` is removed first. */
export function rolesOf(sentence: string, condition: string | null): Roles {
  const all = withSubjectAsNoun(tag(sentence));
  const skipped = condition !== null && sentence.startsWith(condition) ? tokensOf(condition, all) : 0;
  const tokens = all.slice(skipped);
  const modal = tokens.findIndex(({ word }) => MODALS.has(word.toLowerCase()));
  const imperative = modal < 0 && skipped === 0 && LEADING_VERB.test(sentence.slice(0, 40).toLowerCase());
  const phrases = nounPhrases(all, imperative ? 1 : 0, all.length);
  const verbs = all.filter((token) => token.tag === 'VERB').map(({ base }) => base);
  return { ...mainClause(tokens, modal, imperative), phrases, verbs };
}

function mainClause(
  tokens: readonly Tagged[],
  modal: number,
  imperative: boolean,
): Pick<Roles, 'actor' | 'action' | 'object'> {
  const subject = modal > 0 ? (nounPhrases(tokens, 0, modal)[0] ?? null) : null;
  const grant = grantOf(tokens, Math.max(modal, 0));
  const from = grant === null ? modal + 1 : grant.at;
  const verbAt = imperative && grant === null ? 0 : actionAt(tokens, from);
  const passive = modal >= 0 && verbAt > 0 && tokens.slice(from, verbAt).some(({ base }) => base === 'be');
  const object = nounPhrases(tokens, Math.max(verbAt + 1, imperative ? 1 : 0), tokens.length)[0] ?? null;
  return {
    actor: grant?.actor ?? (passive ? byPhrase(tokens, verbAt) : subject),
    action: tokens[verbAt]?.base ?? null,
    object: passive ? subject : object,
  };
}

/** What stands before "shall" is a thing, also when the tagger has never met the word ("the notifier shall"). */
function withSubjectAsNoun(tokens: readonly Tagged[]): Tagged[] {
  return tokens.map((token, index) =>
    token.tag === 'ADJ' && MODALS.has(tokens[index + 1]?.word.toLowerCase() ?? '') ? { ...token, tag: 'NOUN' } : token,
  );
}

/** How many of the first tokens, with the comma and "then" after them, make up `condition`. */
function tokensOf(condition: string, tokens: readonly Tagged[]): number {
  let left = tame(condition).replace(/\s/gu, '').length;
  let count = 0;
  while (left > 0 && count < tokens.length) {
    left -= tokens[count]?.word.length ?? 0;
    count += 1;
  }
  while (/^(?:,|then)$/iu.test(tokens[count]?.word ?? '')) count += 1;
  return count;
}

/** "allow customers to cancel": the actor is who is allowed. */
function grantOf(tokens: readonly Tagged[], from: number): { actor: string | null; at: number } | null {
  const grant = tokens.findIndex(({ base }, index) => index >= from && index <= from + 4 && GRANTS.has(base));
  if (grant < 0) return null;
  const to = tokens.findIndex(({ word }, index) => index > grant && index <= grant + 8 && word.toLowerCase() === 'to');
  return to < 0 ? null : { actor: nounPhrases(tokens, grant + 1, to)[0] ?? null, at: to + 1 };
}

function actionAt(tokens: readonly Tagged[], from: number): number {
  return tokens.findIndex(({ tag: kind, base }, index) => index >= from && kind === 'VERB' && !LIGHT_VERBS.has(base));
}

function byPhrase(tokens: readonly Tagged[], verbAt: number): string | null {
  const by = tokens.findIndex(
    ({ word }, index) => index > verbAt && index <= verbAt + 3 && word.toLowerCase() === 'by',
  );
  return by < 0 ? null : (nounPhrases(tokens, by + 1, Math.min(tokens.length, by + 6))[0] ?? null);
}

/** Runs of adjectives and nouns that end in a noun, at most four words, in base form. */
function nounPhrases(tokens: readonly Tagged[], from: number, to: number): string[] {
  const found: string[] = [];
  let run: Tagged[] = [];
  const close = (): void => {
    while (run.length > 0 && run[run.length - 1]?.tag === 'ADJ') run.pop();
    const name = phraseName(run.slice(-4));
    if (name !== null) found.push(name);
    run = [];
  };
  for (let index = from; index < to; index += 1) {
    const token = tokens[index];
    if (
      token !== undefined &&
      ['NOUN', 'PROPN', 'ADJ'].includes(token.tag) &&
      /^\p{L}[\p{L}\p{N}'-]*$/u.test(token.word)
    )
      run.push(token);
    else close();
  }
  close();
  return found;
}

function phraseName(run: readonly Tagged[]): string | null {
  const words = run.filter((token, index) => index === run.length - 1 || token.tag !== 'ADJ' || run.length <= 2);
  const last = words[words.length - 1];
  if (last === undefined || PRONOUNS.has(last.word.toLowerCase())) return null;
  return [
    ...words.slice(0, -1).map(({ word }) => spelled(word)),
    /\p{Ll}\p{Lu}/u.test(last.word) ? last.word : baseForm(last),
  ].join(' ');
}

/** `OrderPlaced` keeps its humps, they are its words. */
function spelled(word: string): string {
  return /\p{Ll}\p{Lu}/u.test(word) ? word : word.toLowerCase();
}

function baseForm({ tag: kind, word, base }: Tagged): string {
  return kind === 'PROPN' ? singular(word.toLowerCase()) : base.replace(/^datum$/u, 'data');
}

/** Capitalised words come without a base form: "Orders" is an order, "Kubernetes" stays. */
function singular(word: string): string {
  return /[^sui]s$/u.test(word) && word.length > 3 && !/(?:ics|ness|tes|ies)$/u.test(word)
    ? word.slice(0, -1)
    : word.replace(/(\p{L}{2})ies$/u, '$1y');
}
