import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { readKnowledge } from '#knowledge';
import { isKnownHeading, readHeading } from '../document/headings';
import { phrases } from '../phrases';
import { priorityNamed } from '../statements/priorities';

interface List {
  readonly place: string;
  readonly text: string;
}

const FILES = readdirSync(join(__dirname, '../../knowledge'))
  .filter((file) => file.endsWith('.yaml') && file !== 'products.yaml')
  .map((file) => file.replace('.yaml', ''));

/** Regular expressions, and texts for people. */
const NO_LISTS = ['parts', 'expression', 'expressions', 'advice'];

function listsIn(value: unknown, place: string): List[] {
  if (typeof value === 'string') return [{ place, text: value }];
  return Object.entries(value ?? {})
    .filter(([key]) => !NO_LISTS.includes(key))
    .flatMap(([key, child]) => listsIn(child, `${place}.${key}`));
}

function entriesOf({ text }: List): string[] {
  return text.split(/[,(]/u.test(text) ? /,\s+/u : ' ');
}

const read = (file: string): object => readKnowledge('requirements', file) as object;
const LISTS = FILES.flatMap((file) => listsIn(read(file), file));
const twice = (entries: readonly string[]): string[] => entries.filter((entry, at) => entries.indexOf(entry) !== at);

describe('the lists of words and phrases', () => {
  it('are all read', () => {
    expect(FILES).toContain('qualities');
    expect(LISTS.length).toBeGreaterThan(100);
  });

  it('say nothing twice', () => {
    expect(LISTS.flatMap((list) => twice(entriesOf(list)).map((entry) => `${list.place}: ${entry}`))).toEqual([]);
  });

  it('close every bracket they open', () => {
    const open = (text: string): number => text.split('(').length - text.split(')').length;
    expect(LISTS.filter(({ text }) => text.split(/,\s+/u).some((phrase) => open(phrase) !== 0))).toEqual([]);
  });

  it('say in a bracket with brackets in it what else may stand there', () => {
    const outer = (text: string): string => text.replaceAll(/\([^()]*\)/gu, '_');
    expect(LISTS.filter(({ text }) => /\([^()|]*\)/u.test(outer(text)))).toEqual([]);
  });

  it('name only parts that their file has, and it has only parts that they name', () => {
    for (const file of FILES) {
      const named = listsIn(read(file), file).flatMap(({ text }) => text.match(/(?<=\{)[a-z-]+(?=\})/gu) ?? []);
      const { parts = {} } = read(file) as { parts?: object };
      expect([file, [...new Set(named)].sort()]).toEqual([file, Object.keys(parts).sort()]);
    }
  });

  it('find each of their phrases that has no signs', () => {
    const plain = LISTS.flatMap((list) => entriesOf(list).map((entry) => ({ list, entry })))
      .filter(({ list, entry }) => list.text.includes(',') && /^[\p{L} ]+$/u.test(entry))
      .map(({ list, entry }) => ({ entry, text: list.text.replaceAll(/\{[a-z-]+\}/gu, 'part') }));
    expect(plain.length).toBeGreaterThan(500);
    const isFound = (entry: string, text: string): boolean =>
      phrases(text, { flags: 'u', boundary: 'whole' }).test(entry);
    expect(plain.filter(({ entry, text }) => !isFound(entry, text))).toEqual([]);
  });
});

describe('what the lists refer to', () => {
  it('knows each name of a section for one kind, and reads it as a heading of that kind', () => {
    const { kinds } = read('sections') as { kinds: Record<string, Record<'names' | 'foreign', string>> };
    const names = Object.entries(kinds).flatMap(([kind, { names: english, foreign }]) =>
      `${english}, ${foreign}`.split(', ').map((name) => [name, kind] as const),
    );
    expect(twice(names.map(([name]) => name))).toEqual([]);
    for (const [name, kind] of names) {
      expect([name, isKnownHeading(name), readHeading(name).kind]).toEqual([name, true, kind]);
    }
  });

  it('knows the level of every word of priority that stands in a place', () => {
    const { places } = read('priorities') as { places: Record<string, string> };
    const words = Object.values(places).flatMap((list) => list.split(', '));
    const plain = words.filter((word) => /^[a-z]+$/u.test(word) && word !== 'shall');
    expect(plain.length).toBeGreaterThan(20);
    expect(plain.filter((word) => priorityNamed(word, 'explicit') === null)).toEqual([]);
  });

  it('knows each label for one field, and a verb that opens an item by one list', () => {
    const { labels } = read('labels') as { labels: Record<string, string> };
    expect(twice(Object.values(labels).flatMap((list) => list.split(', ')))).toEqual([]);
    const { deeds, properties } = read('verbs') as Record<'deeds' | 'properties', string>;
    expect(twice([...deeds.split(' '), ...properties.split(' ')])).toEqual([]);
  });

  it('knows each smell once', () => {
    const { smells } = read('smells') as { smells: { type: string }[] };
    expect(twice(smells.map(({ type }) => type))).toEqual([]);
  });
});
