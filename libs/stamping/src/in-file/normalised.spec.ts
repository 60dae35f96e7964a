import * as fc from 'fast-check';
import { describeWith } from '../../../../test/support/describe-with';
import { normalised, normalisedHash } from './normalised';
import { python } from './python.fixture';

const TEST_PASS = '9a8ae50a0de6da7c3778ba6e7b9096d117dde1dff0b885f140456971f5023f2d';
const A_B = 'ffc5ee5b46ac6c8aa7cb5add0f958a42caea84972dcc07abc221b44e92914905';
const STAMP = `# ONEX:uid=a-b_c,hash=${'0'.repeat(64)},ts=2026-01-02T03:04:05Z,author=me`;
const BLOCK = '<!-- ONEX_METADATA_START -->\n<!-- ONEX Metadata Stamp\n  uid: u\n-->\n<!-- ONEX_METADATA_END -->';

describe('the normalised hash', () => {
  it.each([
    ['', 'af1349b9f5f9a1a6a0404dea36dcc9499bcb25c9adc112b7cc9a93cae41f3262'],
    ['hello', 'ea8f163db38682925e4491c5e58d4bb3506ef8c14eb78a86e908c5624a67200f'],
    ['hello world', 'd74981efa70a0c880b8d8c1985d075dbcbf679b99a5f9914e5aaf96b831a9e24'],
    ['class Test: pass', TEST_PASS],
    ['  class Test: pass\n\n', TEST_PASS],
    ['a\n\nb', A_B],
    ['a\n\n\n\nb', A_B],
    ['héllo', '4e406513432b4da52ae947c084ea5cf33ef02406f837159d04eed2e86688e376'],
  ])('of %j is that of upstream', (text, hash) => expect(normalisedHash(text)).toBe(hash));

  it('leaves out stamps wherever they are, a lightweight one with the rest of its line', () => {
    for (const text of [
      `${STAMP}\nclass Test: pass`,
      `${STAMP} and more\nclass Test: pass\n\n${BLOCK}`,
      `${STAMP}\r\n${STAMP}\nclass Test: pass\n${BLOCK}\n\n${BLOCK}\n`,
    ])
      expect(normalisedHash(text)).toBe(TEST_PASS);
    expect(normalised(`x = 1  ${STAMP}\ny`)).toBe('x = 1  \ny');
  });

  it('keeps what upstream keeps: a byte order mark, CR LF, other spellings of a stamp, a block without its end', () => {
    for (const text of [
      '\ufeffa',
      'a\r\n\r\n\r\nb',
      'a # ONEX: uid=x, hash=y, ts=1',
      'a <!-- ONEX_METADATA_START --> b',
    ])
      expect(normalised(text)).toBe(text);
  });

  it('is done in good time with a text full of beginnings', () => {
    for (const part of ['<!-- ONEX_METADATA_START -->', '# ONEX:uid=a,hash=', '<!--    ', '\n\n', ' ', '# ONEX:uid=a'])
      expect(normalised(`x${part.repeat(400_000)}x`)).toMatch(/^x.*x$/s);
  });
});

/** Upstream's rules in its own language, whose idea of white space and of a line they follow. */
const RULES = `
import re
light = re.compile(r"# ONEX:uid=[a-zA-Z0-9_-]+,hash=[a-zA-Z0-9]+,ts=[0-9T:\\-+.]+.*")
block = re.compile(r"<!--\\s*ONEX_METADATA_START\\s*-->.*?<!--\\s*ONEX_METADATA_END\\s*-->", re.DOTALL)
answer = [re.sub(r"\\n{3,}", "\\n\\n", block.sub("", light.sub("", text))).strip() for text in data]
`;

const part = fc.oneof(
  fc.constantFrom(
    STAMP,
    BLOCK,
    '# ONEX:uid=a,hash=b,ts=',
    '<!-- ONEX_METADATA_START -->',
    '<!--\u00a0ONEX_METADATA_END\n-->',
  ),
  fc.constantFrom(
    '\n',
    '\n\n',
    '\r\n',
    '\r',
    ' ',
    '\t',
    '\ufeff',
    '\x1c',
    '\x85',
    '\u2028',
    '\u3000',
    '\u200b',
    'x',
    '日本',
  ),
  fc.string({ unit: 'binary', maxLength: 3 }),
);

describeWith('python3', 'the normalised text', () => {
  it('is what the rules of upstream make of any text in Python', () => {
    const texts = fc.sample(fc.array(part, { maxLength: 12 }), 3_000).map((parts) => parts.join(''));
    expect(texts.map(normalised)).toEqual(python(RULES, texts));
  });
});
