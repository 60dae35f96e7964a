import fc from 'fast-check';
import { CATALOG, encodeHeaders, personalProperties, rawHeadersOf } from '#contracts';
import { emailsIn } from './emails';
import { findSubjects } from './find-subjects';
import { fits, readPersonalPattern } from './personal-pattern';

const found = (value: unknown, rest: Partial<Parameters<typeof findSubjects>[0]> = {}) => {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return [
    ...findSubjects({ topic: 'spec.events', key: null, value: Buffer.from(text), headers: null, ...rest }),
  ].sort();
};
const base64 = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64');

describe('whom a record is about', () => {
  it.each<[string, unknown, readonly string[]]>([
    ['nobody', { payload: { content: 'x' } }, []],
    ['an envelope names', { metadata: { user_id: 'ada' } }, ['ada']],
    ['a number names', { user_id: 5127 }, ['5127']],
    ['a list names', { user_id: ['ada', 'bob'] }, ['ada', 'bob']],
    [
      'an e-mail address names, in any case',
      { text: 'ask Ada@Example.com, or bob@x.org.' },
      ['ada@example.com', 'bob@x.org'],
    ],
    ['the name of a property', { 'ada@example.com': 1 }, ['ada@example.com']],
    ['JSON in a text', { payload: JSON.stringify({ user_id: 'ada' }) }, ['ada']],
    [
      'a dead letter in base64',
      { original_value_b64: base64({ user_id: 'ada', x: 'bob@x.org' }) },
      ['ada', 'bob@x.org'],
    ],
    ['nobody by an empty id', { user_id: '', metadata: { user_id: null } }, []],
    ['no address', { text: 'lodash@4.17.21 @Injectable() a@b x@y.' }, []],
  ])('%s', (_, value, subjects) => {
    expect(found(value)).toEqual(subjects);
  });

  it.each([
    ['written twice', '{"user_id":"ada","user_id":"bob"}', ['ada', 'bob']],
    ['with escapes in its name', String.raw`{"user\u005fid":"ad\u0061"}`, ['ada']],
    ['with escapes in an address', String.raw`{"text":"ada\u0040example.com"}`, ['ada@example.com']],
    ['in a text that is cut', '{"metadata":{"user_id":"ada"},"text":"abc', ['ada']],
    ['in what is no JSON', 'From: ada@example.com', ['ada@example.com']],
    ['that is large', '{"user_id":12345678901234567890}', ['12345678901234567890']],
  ])('is found %s', (_, text, subjects) => {
    expect(found(text)).toEqual(subjects);
  });

  it('is found in key and headers', () => {
    const headers = encodeHeaders(rawHeadersOf({ user_id: 'ada', other: 'bob@x.org' }));
    expect(found('{}', { headers, key: Buffer.from('eve@x.org') })).toEqual(['ada', 'bob@x.org', 'eve@x.org']);
  });

  it('is said by the catalog of a topic', () => {
    const value = { payload: { changed_by: 'ada' } };
    const { places } = CATALOG.find(({ payload }) => personalProperties(payload).has('changed_by'))!;
    const topic = places[0]!.name.replace('{env}', 'dev');
    expect([found(value), found(value, { topic })]).toEqual([[], ['ada']]);
  });

  it('is found at any depth, whatever is around it', () => {
    const named = fc.jsonValue().map((inner) => ({ inner, deep: [{ user_id: 'canary-17' }], more: inner }));
    fc.assert(fc.property(named, (value) => found(value).includes('canary-17')));
  });
});

describe('a pattern', () => {
  const patterns = ['customer_no=subject', '*_phone'].map((text) => readPersonalPattern(text)!);
  const about = (value: unknown, headers: Buffer | null = null) => [
    ...findSubjects({ topic: 'spec.events', key: null, value: Buffer.from(JSON.stringify(value)), headers }, patterns),
  ];

  it('says whom a message is about, in a property at any depth and in a header', () => {
    expect(about({ a: [{ customer_no: 5127 }] })).toEqual(['5127']);
    expect(about({}, encodeHeaders(rawHeadersOf({ customer_no: 'c-1' })))).toEqual(['c-1']);
    expect(about({ my_customer_no: 5127, customer_no_2: 'c-2' })).toEqual([]);
  });

  it('stands for itself where there is nobody else and it does not say who it is', () => {
    expect(about({ home_phone: '+41 5127' })).toEqual(['+41 5127']);
    expect(about({ home_phone: '+41 5127', user_id: 'ada' })).toEqual(['ada']);
  });

  it.each([
    ['a*c', ['ac', 'abc', 'a-c-c'], ['a', 'c', 'bac', 'acb']],
    ['*a*b*', ['ab', 'xaxbx', 'aab'], ['a', 'ba']],
    ['ab*ba', ['abba', 'abxba'], ['aba']],
    ['a.b', ['a.b'], ['axb', 'a.b.c']],
  ])('%s fits %j and not %j', (text, names, others) => {
    const pattern = readPersonalPattern(text)!;
    expect([names, others].map((some) => some.filter((name) => fits(name, pattern)))).toEqual([names, []]);
  });

  it.each(['', '*', '**', 'a b', 'name=somebody', '=subject', 'a'.repeat(129)])('is not %j', (text) => {
    expect(readPersonalPattern(text)).toBeUndefined();
  });
});

describe('addresses', () => {
  it.each([
    ['@'.repeat(1_000_000)],
    ['a@'.repeat(500_000)],
    [`${'a'.repeat(1_000_000)}@`],
    [`@${'a-'.repeat(500_000)}`],
  ])('are looked for in time that grows with the text alone', (text) => {
    expect([...emailsIn(text)]).toEqual([]);
  });
});
