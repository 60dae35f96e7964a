import * as fc from 'fast-check';
import { normalised, normalisedHash } from './in-file/normalised';
import { STAMP_TYPES, stamped, stampsIn, stampText, type StampFacts } from './upstream-format';

const AT = new Date('2026-03-14T09:26:53.589Z');
const factsOf = (content: string): StampFacts => ({
  uid: '550e8400-e29b-41d4-a716-446655440000',
  hash: normalisedHash(content),
  at: AT,
  protocolVersion: '1.0',
  filePath: 'a.py',
  fileSize: Buffer.byteLength(normalised(content)),
});

describe('the normalised hash', () => {
  it.each(STAMP_TYPES)('does not see a %s stamp', (type) => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), (content) => {
        const text = stamped(type, content, stampText(type, factsOf(content)));
        return normalisedHash(text) === normalisedHash(content) && stampsIn(text)[0]?.hash === normalisedHash(content);
      }),
    );
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
