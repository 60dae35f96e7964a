import fc from 'fast-check';
import { findSubjects } from './find-subjects';
import { piecesOf } from './pieces';

const SUBJECTS = new Set(['canary-ada-8241', 'bob-5127']);
const [ADA, BOB] = [...SUBJECTS] as [string, string];

const piecesIn = (value: Buffer, subjects: ReadonlySet<string> = SUBJECTS) =>
  piecesOf(
    { topic: 'spec.events', key: null, value, headers: null },
    { all: subjects, people: SUBJECTS },
    (text, known) => findSubjects(text, [], known),
  );
const cut = (value: unknown) => piecesIn(Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)));
const owned = (value: unknown) => cut(value).flatMap(({ owner, path }) => (owner === null ? [] : [[path, owner]]));

describe('the pieces of a message about several people', () => {
  it.each<[string, unknown, readonly (readonly string[])[]]>([
    [
      'each of an object',
      { metadata: { user_id: ADA }, payload: { user_id: BOB, note: 'x' } },
      [
        ['/metadata', ADA],
        ['/payload', BOB],
      ],
    ],
    [
      'each in a list',
      { to: [{ user_id: ADA }, [{ user_id: BOB }]] },
      [
        ['/to/0', ADA],
        ['/to/1/0', BOB],
      ],
    ],
    [
      'those that name somebody in the middle of a text',
      { a: { path: `/home/${ADA}/x` }, b: { user_id: BOB } },
      [
        ['/a', ADA],
        ['/b', BOB],
      ],
    ],
    [
      'the outermost that are one person’s',
      { a: { b: { user_id: BOB }, c: { d: BOB } }, e: { user_id: ADA } },
      [
        ['/a', BOB],
        ['/e', ADA],
      ],
    ],
    ['not what is about both', { a: { user_id: ADA, text: `for ${BOB}` }, user_id: BOB }, []],
    [
      'not what is about nobody',
      { a: { user_id: ADA }, b: { title: 'x' }, c: { user_id: BOB } },
      [
        ['/a', ADA],
        ['/c', BOB],
      ],
    ],
    ['not what names the other in JSON in a text', { a: { user_id: BOB, p: JSON.stringify({ user_id: ADA }) } }, []],
    ['not what names the other in base64', { a: { user_id: BOB, v_b64: Buffer.from(ADA).toString('base64') } }, []],
    [
      'not what has an e-mail address',
      { a: { user_id: ADA }, b: { user_id: BOB, by: 'ada@x.org' }, c: { by: 'ada@x.org' } },
      [['/a', ADA]],
    ],
    [
      'by names that pointers escape',
      { 'a/b~c': { user_id: ADA }, d: { user_id: BOB } },
      [
        ['/a~1b~0c', ADA],
        ['/d', BOB],
      ],
    ],
  ])('are %s', (_, value, pieces) => {
    expect(owned(value)).toEqual(pieces);
  });

  it.each([
    ['no JSON', `{"user_id":"${ADA}"},{"user_id":"${BOB}"}`],
    ['a list', JSON.stringify([{ user_id: ADA }, { user_id: BOB }])],
    ['large', JSON.stringify({ a: { user_id: ADA }, b: { user_id: BOB, text: 'x'.repeat(300_000) } })],
    [
      'many objects',
      JSON.stringify({ a: { user_id: ADA }, b: { user_id: BOB }, c: Array.from({ length: 10_001 }, () => ({})) }),
    ],
  ])('are not there where it is %s', (_, text) => {
    expect(cut(text)).toEqual([]);
  });

  it('are all of its bytes, whatever is in it', () => {
    const named = fc.constantFrom(ADA, BOB).map((user_id) => ({ user_id }));
    const message = fc
      .tuple(fc.jsonValue(), named, named)
      .map(([any, a, b]) => ({ any, é: [a, { any }], '𝕏': { deep: b } }));
    fc.assert(
      fc.property(message, (value) => {
        const bytes = Buffer.from(JSON.stringify(value));
        const pieces = piecesIn(bytes);
        expect(pieces.length === 0 || Buffer.concat(pieces.map((piece) => piece.bytes)).equals(bytes)).toBe(true);
        for (const { owner, bytes: own } of pieces) {
          for (const other of SUBJECTS) if (owner !== null && owner !== other) expect(own.includes(other)).toBe(false);
        }
      }),
    );
  });
});
