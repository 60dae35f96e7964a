import * as fc from 'fast-check';
import { previewOf, previewOfJson } from './preview';

describe('a preview', () => {
  const preview = (json: unknown) => previewOf(Buffer.from(JSON.stringify(json)));

  it('hides what a secret name holds, whatever it is', () => {
    const json = { password: ['a', 'b'], credentials: { user: 'u' }, api_key: 7, token: null, secret: true, a: 'b' };
    expect(JSON.parse(preview(json))).toEqual({
      password: '[REDACTED]',
      credentials: '[REDACTED]',
      api_key: '[REDACTED]',
      token: null,
      secret: true,
      a: 'b',
    });
  });

  it('hides what looks like a secret inside any string, JSON in JSON too', () => {
    const text = preview({
      code: 'key = "hunter1"\npassword = "hunter2"',
      inner: JSON.stringify({ password: 'hunter3' }),
    });
    expect(text).toContain('hunter1');
    expect(text).not.toMatch(/hunter[23]/);
  });

  it('hides a secret in text that is not JSON', () => {
    expect(previewOf(Buffer.from('{"password": "hunter2", broken'))).toBe('{"password": [REDACTED], broken');
  });

  it('ends within 500 characters however large, wide or deep the payload is', () => {
    const wide = Object.fromEntries(Array.from({ length: 20_000 }, (_, index) => [`name${index}`, index]));
    const deep = Buffer.from(`{"a":${'['.repeat(100_000)}${']'.repeat(100_000)}}`);
    const previews = [preview(wide), preview('😀'.repeat(9_999)), preview([['x '.repeat(99_999)]]), previewOf(deep)];
    expect(previews.map((text) => text.length <= 500)).toEqual([true, true, true, true]);
    expect(previews[0]).toMatch(/^\{"name0":0,"name1":1,.*…$/);
    expect(previews[3]).toContain('…');
  });

  it.each([
    '{"n":12345678901234567890}',
    '[9007199254740993,-0,1.0,1e400,1.10,0.1,-5E-7]',
    '12345678901234567890',
    '{"a\\"1.0":"12345678901234567890 and 1.0","b":"\\\\","c":9007199254740993}',
  ])('shows every digit of %s', (text) => {
    expect(previewOf(Buffer.from(text))).toBe(text);
  });

  it('hides a secret behind a character that nobody sees', () => {
    const hidden = ['\u0000password = "hunter2"'];
    expect([preview(hidden), preview([...hidden, 1.5]), previewOfJson(hidden)].join()).not.toContain('hunter2');
  });

  it('takes no string for a number', () => {
    const text = JSON.stringify(['\u00001.0', '\u0000\u0000', '\u0000']);
    const shown = JSON.parse(previewOf(Buffer.from(`[${text},1.0]`))) as unknown[];
    const without = JSON.parse(previewOf(Buffer.from(`[${text}]`))) as unknown[];
    expect(shown).toEqual([without[0], 1]);
  });

  it('shows small JSON without secrets as it is', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 4, stringUnit: fc.constantFrom('a', 'ü', '"', '\\', '\n') }), (json) => {
        const text = JSON.stringify(json);
        fc.pre(text.length < 400);
        expect(previewOf(Buffer.from(text))).toBe(text);
      }),
    );
  });

  it('is well-formed text without control characters for any bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 2_000 }), (bytes) => {
        const text = previewOf(Buffer.from(bytes));
        expect(text.length).toBeLessThanOrEqual(500);
        expect(text).not.toMatch(/(?![\n\t])[\p{Cc}\p{Cf}\p{Cs}]/u);
      }),
    );
  });
});
