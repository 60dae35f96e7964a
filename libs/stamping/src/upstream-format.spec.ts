import * as fc from 'fast-check';
import {
  normalised,
  normalisedHash,
  STAMP_TYPES,
  stamped,
  stampsIn,
  stampText,
  type StampFacts,
} from './upstream-format';

const AT = new Date('2026-03-14T09:26:53.589Z');
const factsOf = (content: string): StampFacts => ({
  uid: '550e8400-e29b-41d4-a716-446655440000',
  hash: normalisedHash(content),
  at: AT,
  protocolVersion: '1.0',
  filePath: 'a.py',
  fileSize: Buffer.byteLength(normalised(content)),
});

/** wire-facts 3.2: computed with the Python service's own functions. */
const VECTORS: readonly (readonly [text: string, hash: string])[] = [
  ['', 'af1349b9f5f9a1a6a0404dea36dcc9499bcb25c9adc112b7cc9a93cae41f3262'],
  ['class Test: pass', '9a8ae50a0de6da7c3778ba6e7b9096d117dde1dff0b885f140456971f5023f2d'],
  ['  class Test: pass\n\n', '9a8ae50a0de6da7c3778ba6e7b9096d117dde1dff0b885f140456971f5023f2d'],
  ['a\n\nb', 'ffc5ee5b46ac6c8aa7cb5add0f958a42caea84972dcc07abc221b44e92914905'],
  ['a\n\n\n\nb', 'ffc5ee5b46ac6c8aa7cb5add0f958a42caea84972dcc07abc221b44e92914905'],
  ['héllo', '4e406513432b4da52ae947c084ea5cf33ef02406f837159d04eed2e86688e376'],
];

describe('the normalised hash', () => {
  it.each(VECTORS)('of %j is that of the Python service', (text, hash) => {
    expect(normalisedHash(text)).toBe(hash);
  });

  it('takes for white space what Python does, and nothing else', () => {
    expect(normalised('\x1c\x85\u3000x\u2028\x1f')).toBe('x');
    expect(normalised('\ufeffx')).toBe('\ufeffx');
  });

  it.each(STAMP_TYPES)('does not see a %s stamp', (type) => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), (content) => {
        const text = stamped(type, content, stampText(type, factsOf(content)));
        return normalisedHash(text) === normalisedHash(content) && stampsIn(text)[0]?.hash === normalisedHash(content);
      }),
    );
  });

  // What took the square of its length would meet the test's hang guard.
  it.each(['<!-- ONEX_METADATA_START -->', '<!--   ', ' ', '# ONEX:uid=a,'])('ends with a megabyte of %j', (piece) => {
    const text = `x${piece.repeat(1_000_000 / piece.length)}x`;
    expect(normalised(text)).toBe(text);
  });
});

describe('a stamp', () => {
  it('is one line before the content', () => {
    const stamp = stampText('lightweight', { ...factsOf('x'), author: 'ada', version: '1.2' });
    expect(stamp).toBe(
      `# ONEX:uid=550e8400-e29b-41d4-a716-446655440000,hash=${normalisedHash('x')},ts=2026-03-14T09:26:53.589000+00:00,author=ada,v=1.2`,
    );
    expect(stamped('lightweight', 'x', stamp)).toBe(`${stamp}\nx`);
  });

  it('is a block behind the content', () => {
    const stamp = stampText('rich', { ...factsOf('x'), contentType: 'text/x-python' });
    expect(stamp.split('\n')).toEqual([
      '<!-- ONEX_METADATA_START -->',
      '<!-- ONEX Metadata Stamp',
      '  uid: 550e8400-e29b-41d4-a716-446655440000',
      `  hash: ${normalisedHash('x')}`,
      '  timestamp: 2026-03-14T09:26:53.589000+00:00',
      '  protocol_version: 1.0',
      '  file_path: a.py',
      '  file_size: 1',
      '  content_type: text/x-python',
      '  integrity:',
      '    algorithm: BLAKE3',
      `    hash: ${normalisedHash('x')}`,
      '-->',
      '<!-- ONEX_METADATA_END -->',
    ]);
    expect(stamped('rich', 'x', stamp)).toBe(`x\n\n${stamp}`);
    expect(stampsIn(stamped('rich', 'x', stamp))).toEqual([
      { type: 'rich', hash: normalisedHash('x'), protocolVersion: '1.0' },
    ]);
  });

  it('takes the place of the one before', () => {
    const once = stamped('lightweight', 'one\n', stampText('lightweight', factsOf('one')));
    const edited = once.replace('one', 'two');
    const twice = stamped('rich', edited, stampText('rich', factsOf('two')));
    expect(stampsIn(twice)).toEqual([{ type: 'rich', hash: normalisedHash('two'), protocolVersion: '1.0' }]);
    expect(normalisedHash(twice)).toBe(normalisedHash('two'));
  });
});
