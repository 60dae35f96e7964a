import * as fc from 'fast-check';
import { MAX_DEPTH, MAX_MESSAGE_BYTES, member, parseJsonObject, parseText, textMember } from './json';

function codeOf(value: Buffer | string | null): string {
  const parsed = parseJsonObject(typeof value === 'string' ? Buffer.from(value) : value);
  return parsed.ok ? 'ok' : parsed.refusal.code;
}

function depthOf(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  return 1 + Math.max(0, ...Object.values(value).map(depthOf));
}

const nested = (depth: number) => `${'{"a":'.repeat(depth - 1)}{}${'}'.repeat(depth - 1)}`;

describe('parseJsonObject', () => {
  it.each([
    ['a tombstone', null, 'empty_value'],
    ['no bytes', Buffer.alloc(0), 'empty_value'],
    ['one byte too many', Buffer.alloc(MAX_MESSAGE_BYTES + 1, 0x20), 'message_too_large'],
    ['bytes that are not UTF-8', Buffer.from([0x7b, 0xff, 0x7d]), 'invalid_utf8'],
    ['an encoded surrogate', Buffer.from([0x22, 0xed, 0xa0, 0x80, 0x22]), 'invalid_utf8'],
    ['text', 'hello', 'invalid_json'],
    ['only a byte order mark', '\uFEFF', 'invalid_json'],
    ['NaN as Python writes it', '{"a":NaN}', 'invalid_json'],
    ['an unfinished object', '{"a":1', 'invalid_json'],
    ['an unfinished string', '{"a":"[[[[', 'invalid_json'],
    ['an array', '[{}]', 'not_an_object'],
    ['a string', '"x"', 'not_an_object'],
    ['null', 'null', 'not_an_object'],
    ['a byte order mark before an object', '\uFEFF{}', 'ok'],
    ['an object that a schema registry framed', Buffer.from('\u0000\u0000\u0000\u0000\u0007{"a":1}'), 'ok'],
    ['a frame around nothing', Buffer.from([0, 0, 0, 0, 7]), 'invalid_json'],
    ['JSON in UTF-16', Buffer.from('{}', 'utf16le').swap16(), 'invalid_json'],
    ['an object among blanks', ' \n{"a":"\\u0000"}\t', 'ok'],
    ['the deepest nesting allowed', nested(MAX_DEPTH), 'ok'],
    ['one level more', nested(MAX_DEPTH + 1), 'too_deep'],
    ['a million open brackets', '['.repeat(1_000_000), 'invalid_json'],
    ['half a million arrays', `{"a":${'['.repeat(500_000)}${']'.repeat(500_000)}}`, 'too_deep'],
    [
      'half a million arrays in a member that comes again',
      `{"a":${'['.repeat(500_000)}${']'.repeat(500_000)},"a":1}`,
      'ok',
    ],
    ['closing brackets first', `${']'.repeat(500)}${'['.repeat(500)}`, 'invalid_json'],
  ])('of %s', (_, value, code) => {
    expect(codeOf(value)).toBe(code);
  });

  it('takes an object of exactly 1 MiB', () => {
    const frame = '{"a":""}'.length;
    expect(codeOf(`{"a":"${'x'.repeat(MAX_MESSAGE_BYTES - frame)}"}`)).toBe('ok');
  });

  it('never quotes the input in its refusal', () => {
    const parsed = parseJsonObject(Buffer.from('{"password": hunter2}'));
    expect(JSON.stringify(parsed)).not.toContain('hunter2');
  });

  it('counts brackets outside strings only, as a walk over the parsed value does', () => {
    const part = fc.constantFrom('[', ']', '{', '}', '"', '\\', 'a', '\\"', '\\\\', '\u00e9', '\n');
    const text = fc.array(part, { maxLength: 12 }).map((parts) => parts.join(''));
    const tree = fc.letrec<{ node: unknown }>((tie) => ({
      node: fc.oneof(
        { maxDepth: 6, withCrossShrink: true },
        text,
        fc.array(tie('node'), { maxLength: 3 }),
        fc.dictionary(text, tie('node'), { maxKeys: 3 }),
      ),
    })).node;
    const levels = fc.integer({ min: MAX_DEPTH - 8, max: MAX_DEPTH });
    fc.assert(
      fc.property(tree, text, levels, (inner, name, around) => {
        let value: unknown = inner;
        for (let level = 0; level < around; level++) value = level % 2 === 0 ? { [name]: value, '"]': '[[' } : [value];
        const whole = { [name]: value };
        const code = depthOf(whole) > MAX_DEPTH ? 'too_deep' : 'ok';
        expect(codeOf(JSON.stringify(whole))).toBe(code);
        expect(codeOf(JSON.stringify(whole) + ' '.repeat(65_536))).toBe(code);
      }),
      { numRuns: 300 },
    );
  });
});

describe('parseText', () => {
  it('holds JSON inside JSON to the same depth', () => {
    expect(parseText(nested(MAX_DEPTH)).ok).toBe(true);
    expect(parseText(nested(MAX_DEPTH + 1))).toMatchObject({ ok: false, refusal: { code: 'too_deep' } });
  });
});

describe('member', () => {
  it('knows own members only', () => {
    const own = JSON.parse('{"__proto__":"a","toString":"b","empty":""}') as Record<string, unknown>;
    expect(member(own, '__proto__')).toBe('a');
    expect(textMember(own, 'toString')).toBe('b');
    expect(textMember(own, 'empty')).toBeUndefined();
    expect(member({}, '__proto__')).toBeUndefined();
    expect(member({}, 'constructor')).toBeUndefined();
  });
});
