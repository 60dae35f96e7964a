import { words } from '#text';
import { stemOf } from '#requirements';
import type { Reading } from './reading';

const MAX_KEYWORDS = 20;
const MAX_DOCSTRINGS = 1_500;
const MAX_TEXT = 6_000;
const MAX_NAMES = 300;

/** What nearly every source talks about. */
const COMMON: ReadonlySet<string> = new Set(
  (
    'a an the and or of to in on at by for from with into as is are was be been it its this that these those if then else not no ' +
    'any all each per via can may must should will would has have had when where which who how what self cls init new main run get ' +
    'set add make do is has to str int float bool dict list tuple object none true false args kwargs return returns raise raises ' +
    'param params parameter parameters value values data name names item items key keys type types class classes function functions ' +
    'method methods module model models node nodes onex omninode handler handlers enum protocol mixin base abstract input inputs ' +
    'output outputs result results request response config container error errors exception test tests util utils helper default ' +
    'optional note example examples see used using use uses id ids uuid time execute process handle call calls create created one two ' +
    'only also more than but so there their them they we our you your spdx copyright license mit inc ai team file files code python ' +
    'contract contracts effect compute reducer orchestrator attributes args arg instance string number field fields version correlation'
  ).split(' '),
);

const WEIGHTS = { class: 4, function: 2, field: 0.25, docstring: 1 } as const;

interface Tally {
  weight: number;
  readonly forms: Map<string, number>;
}

/**
 * The words a source is about, most telling first: those of its classes (4), functions (2), docstrings (1) and
 * attributes and variables (¼), added up by stem and shown in their most frequent form. Ties by alphabet.
 */
export function keywordsOf({ code }: Reading): string[] {
  const tallies = new Map<string, Tally>();
  count(tallies, joined(code.all('class').map(({ name }) => name)), WEIGHTS.class);
  count(tallies, joined(code.all('function').map(({ name }) => name)), WEIGHTS.function);
  count(tallies, joined(code.all('assign').map(({ targets }) => targets[0] ?? '')), WEIGHTS.field);
  count(tallies, docstrings(code), WEIGHTS.docstring);
  const ranked = Array.from(tallies.values(), ({ weight, forms }) => ({ weight, word: mostFrequent(forms) }));
  ranked.sort((a, b) => b.weight - a.weight || (a.word < b.word ? -1 : 1));
  return ranked.slice(0, MAX_KEYWORDS).map(({ word }) => word);
}

function joined(names: readonly string[]): string {
  return [...new Set(names)].slice(0, MAX_NAMES).join(' ');
}

function docstrings(code: Reading['code']): string {
  const texts = [(code.module.docstring ?? '').slice(0, 500)];
  let left = MAX_DOCSTRINGS - (texts[0]?.length ?? 0);
  for (const { docstring } of [...code.all('class').slice(0, 20), ...code.all('function').slice(0, 50)]) {
    if (left <= 0) break;
    texts.push((docstring ?? '').slice(0, 100));
    left -= texts.at(-1)?.length ?? 0;
  }
  return texts.join('\n').slice(0, MAX_DOCSTRINGS);
}

function count(tallies: Map<string, Tally>, text: string, weight: number): void {
  for (const word of words(text.slice(0, MAX_TEXT))) {
    if (word.length < 3 || COMMON.has(word) || /\d/.test(word)) continue;
    const key = stemOf(word);
    const tally = tallies.get(key) ?? { weight: 0, forms: new Map<string, number>() };
    tally.weight += weight;
    tally.forms.set(word, (tally.forms.get(word) ?? 0) + 1);
    tallies.set(key, tally);
  }
}

function mostFrequent(forms: ReadonlyMap<string, number>): string {
  let best = '';
  let most = 0;
  for (const [form, times] of forms) if (times > most || (times === most && form < best)) [best, most] = [form, times];
  return best;
}
