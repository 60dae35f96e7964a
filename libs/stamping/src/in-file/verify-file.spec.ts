import { blake3Hex } from '#blake3';
import { normalisedHash } from './normalised';
import { stampAgain, stampText, TIME, UID, verifyText } from './stamping.fixture';

const ZEROS = '0'.repeat(64);
const light = (hash: string, more = '') => `# ONEX:uid=up-1,hash=${hash},ts=2025-10-01T00:00:00.123456+00:00${more}`;
const block = (hash: string, more = '') =>
  `<!-- ONEX_METADATA_START -->\n<!-- ONEX Metadata Stamp\n  uid: up-2\n  hash: ${hash}\n  timestamp: 2025-10-01T00:00:00Z\n${more}-->\n<!-- ONEX_METADATA_END -->`;

describe('what stands in files already', () => {
  const text = 'class Test: pass\n';
  const hash = normalisedHash(text);

  it.each([
    ['lightweight, first', `${light(hash)}\n${text}`, 'lightweight'],
    ['lightweight, with author and version', `${light(hash, ',author=Jo Do,v=1.0')}\n${text}`, 'lightweight'],
    [
      'lightweight, with spaces',
      `# ONEX: uid=a, hash=${hash}, ts=2025-10-01T00:00:00Z, author=me, v=2\n${text}`,
      'lightweight',
    ],
    ['lightweight, below code', `${text}${light(hash)}\n`, 'lightweight'],
    ['lightweight, without #', `// ONEX: uid=a,hash=${hash},ts=2025-10-01T00:00:00Z\n${text}`, 'lightweight'],
    ['rich, at the end', `${text}\n\n${block(hash)}`, 'rich'],
    ['rich, in the middle', `${block(hash)}\n${text}`, 'rich'],
    ['rich, with upper case', `${text}\n\n${block(hash.toUpperCase())}\n`, 'rich'],
    ['rich, in lines of #', `${text}${block(normalisedHash(`${text}#`)).replace(/^/gm, '# ')}`, 'rich'],
    ['the documented variant', `${text}<!-- METADATA_STAMP:lightweight:blake3:${hash} -->`, 'documented'],
  ])('is read: %s', (_what, content, form) => {
    const { verdict, stamps } = verifyText('a.py', content);
    expect({ verdict, forms: stamps.map((stamp) => stamp.form) }).toEqual({ verdict: 'valid', forms: [form] });
  });

  it.each(['a.ts', 'a.json', 'a.md', 'a.txt', 'a'])('is read in %s too, though its # is no comment there', (path) => {
    expect(verifyText(path, `${light(hash)}\n${text}`).verdict).toBe('valid');
    expect(verifyText(path, `${text}\n\n${block(hash)}`).verdict).toBe('valid');
  });

  it.each([
    ['#!/bin/sh\n', 'a.sh'],
    ['\ufeff', 'a.py'],
    ['---\na: 1\n---\n', 'a.md'],
    ['# -*- coding: utf-8 -*-\n', 'a.py'],
  ])('is read behind %j', (front, path) => {
    const there = normalisedHash(`${front}\nx\n`);
    expect(verifyText(path, `${front}${light(there)}\nx\n`).verdict).toBe('valid');
  });
});

describe('a file is', () => {
  const python = stampText('a.py', 'x = 1\n', { namespace: 'a.b' });

  it('valid, with what it was compared with', () => {
    const { hash } = python.stamped.stamp;
    expect(verifyText('a.py', python.text)).toEqual({
      verdict: 'valid',
      compared: 'normalised',
      expected: hash,
      found: hash,
      stamp: { uid: UID, hash, timestamp: TIME, namespace: 'a.b', exact: blake3Hex('x = 1\n') },
      stamps: [expect.objectContaining({ form: 'lightweight', line: 1, verdict: 'valid' })],
    });
  });

  it('content_mismatch when it was edited, with both hashes', () => {
    const edited = python.text.replace('x = 1', 'x = 2');
    expect(verifyText('a.py', edited)).toMatchObject({
      verdict: 'content_mismatch',
      compared: 'normalised',
      expected: python.stamped.stamp.hash,
      found: normalisedHash(edited),
    });
  });

  it.each([
    ['a line break at the end', (text: string) => `${text}\n`],
    ['none at the end', (text: string) => text.trimEnd()],
    ['an empty line more', (text: string) => text.replace('\nx', '\n\nx')],
    ['a stamp-like line in the code', (text: string) => `${text}y = "${light(ZEROS)}"`],
    [
      'the rest of a line behind a stamp-like text',
      (text: string) => text.replace('C', 'D'),
      `x = "${light(ZEROS)}C"\n`,
    ],
  ])('content_mismatch for %s, which upstream cannot tell', (_what, edit, content = 'x = 1\n') => {
    const { text, stamped } = stampText('a.py', content);
    const edited = edit(text);
    expect(normalisedHash(edited)).toBe(edited.includes('y = ') ? normalisedHash(`${text}y = "`) : stamped.stamp.hash);
    expect(verifyText('a.py', edited).verdict).toBe('content_mismatch');
  });

  it('namespace_mismatch when another is asked for, unless its content is wrong already', () => {
    expect(verifyText('a.py', python.text, { namespace: 'a.b' }).verdict).toBe('valid');
    expect(verifyText('a.py', python.text, { namespace: 'c' })).toMatchObject({
      verdict: 'namespace_mismatch',
      compared: 'namespace',
      expected: 'c',
      found: 'a.b',
    });
    expect(verifyText('a.py', `${light(normalisedHash('x'))}\nx`, { namespace: 'c' })).toMatchObject({
      verdict: 'namespace_mismatch',
      found: null,
    });
    expect(verifyText('a.py', `${python.text}y = 1\n`, { namespace: 'c' }).verdict).toBe('content_mismatch');
  });

  it('not_found without a stamp', () => {
    for (const text of [
      '',
      'x = 1\n',
      '# ONEX: this node is an effect\nx\n',
      'x = "ONEX_METADATA_START"\n',
      `x = 1\n'''\n${light('a1b2')}\n'''`,
    ])
      expect(verifyText('a.py', text)).toMatchObject({ verdict: 'not_found', expected: null, found: null, stamps: [] });
    expect(verifyText('a.bin', Buffer.from([0, 255]))).toMatchObject({ verdict: 'not_found' });
  });

  it.each([
    ['a hash too short', light('abc')],
    ['a hash of other letters', light('g'.repeat(64))],
    ['no uid', `# ONEX:hash=${ZEROS},ts=2025-10-01T00:00:00`],
    ['no time', `# ONEX:uid=a,hash=${ZEROS}`],
    ['a time that is none', light(ZEROS).replace('10-01', '13-41')],
    ['a namespace that is none', light(ZEROS, ',ns=A..b')],
    ['a property twice', light(ZEROS, `,uid=b`)],
    ['code behind it', `/* ${light(ZEROS, ',author=*/ evil(); /*')} */`],
    ['a block without its end', block(ZEROS).replace('_END', '_')],
    ['a block with code', block(ZEROS, '-->\nimport os\n')],
    ['a block with a property that is code', block(ZEROS, '  x: evil()\n')],
    ['a block with code behind its end', `${block(ZEROS)} import os`],
    [
      'a block of comments with a line that is none',
      `# ONEX_METADATA_START\n${light(ZEROS)}\nx: int = evil()\n# ONEX_METADATA_END`,
    ],
    ['a block that says two hashes', block(ZEROS, `  hash: ${'1'.repeat(64)}\n`)],
    ['another algorithm', `<!-- METADATA_STAMP:lightweight:md5:${ZEROS} -->`],
  ])('malformed_stamp with %s', (_what, stamp) => {
    expect(verifyText('a.py', `${stamp}\nx = 1\n`)).toMatchObject({
      verdict: 'malformed_stamp',
      compared: 'form',
      found: expect.any(String) as string,
    });
    const { text: again } = stampText('a.py', `${stamp}\nx = 1\n`);
    expect(verifyText('a.py', again).verdict).toBe('valid');
    expect(again.includes('import os')).toBe(stamp.includes('import os'));
    expect(again.includes('evil()')).toBe(stamp.includes('evil()'));
  });

  it('stale_stamp when upstream stamped it again without taking the old stamp away', () => {
    for (const [path, old] of [
      ['a.py', python.text],
      ['a.py', `${light(ZEROS)}\nx = 1\n`],
      ['a.sh', stampText('a.sh', '#!/bin/sh\nx\n').text],
      ['a.md', stampText('a.md', 'x\n', { rich: true }).text],
    ] as const) {
      const edited = `${old}y\n`;
      const light2 = `${light(normalisedHash(edited))}\n${edited}`;
      const rich2 = `${edited}\n\n${block(normalisedHash(edited))}`;
      for (const text of [light2, rich2]) {
        const { verdict, stamps } = verifyText(path, text);
        expect([verdict, stamps.map((stamp) => stamp.verdict).sort()]).toEqual([
          'stale_stamp',
          ['stale_stamp', 'valid'],
        ]);
        expect(verifyText(path, stampAgain(path, { text, sidecar: undefined }).text)).toMatchObject({
          verdict: 'valid',
          stamps: [{}],
        });
      }
    }
  });

  it('valid with two stamps that both agree', () => {
    expect(verifyText('a.py', `${light(normalisedHash(python.text))}\n${python.text}`)).toMatchObject({
      verdict: 'valid',
      stamps: [{}, {}],
    });
  });

  it('judged by its sidecar, in the same words', () => {
    const { sidecar = '' } = stampText('a.json', '{}\n', { namespace: 'a' });
    const verdict = (text: string | Buffer, more: object = {}) =>
      verifyText('a.json', text, { sidecar, ...more }).verdict;
    expect(verdict('{}\n')).toBe('valid');
    expect(verdict('{}\n\n')).toBe('content_mismatch');
    expect(verdict(Buffer.from([0]))).toBe('content_mismatch');
    expect(verdict('{}\n', { namespace: 'b' })).toBe('namespace_mismatch');
    expect(verdict('{}\n', { sidecar: 'x' })).toBe('malformed_stamp');
    expect(verifyText('a.json', '{}\n').verdict).toBe('not_found');
  });
});

describe('a file full of beginnings', () => {
  it.each(['a.py', 'a.ts', 'a.md', 'a.xyz'])('is judged and stamped in good time: %s', (path) => {
    const space = ' '.repeat(100_000);
    for (const text of [
      `# ONEX:uid=a${space}x,${space}`,
      `//${space}ONEX:uid=a`,
      `# ONEX_METADATA_END${space}x`,
      `# ONEX_METADATA_START\n`.repeat(7_000),
      `${light(ZEROS)}\n`.repeat(7_000),
      `x\n${light(ZEROS)}\n`.repeat(4_000),
      `${block(ZEROS)}\n`.repeat(2_000),
      `"'\`/*<!--`.repeat(20_000) + light(ZEROS),
      `---\n${'a\n'.repeat(70_000)}`,
      `${'\n'.repeat(100_000)}${light(ZEROS)}`,
    ]) {
      const { text: stamped, sidecar } = stampText(path, text);
      const verification = verifyText(path, stamped, sidecar === undefined ? {} : { sidecar });
      expect([path, text.slice(0, 30), verification.verdict]).toEqual([path, text.slice(0, 30), 'valid']);
    }
  });
});
