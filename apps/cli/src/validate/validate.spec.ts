import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { readArguments } from '../arguments';
import type { Session } from '../session';
import { VALIDATE } from './command';
import { validate } from './validate';

describe('the progress of omni validate', () => {
  let folder = '';
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'validate-'));
    for (const name of ['a', 'b', 'c']) await writeFile(join(folder, `${name}.py`), 'import os\n');
  });
  afterAll(() => rm(folder, { recursive: true }));

  it('is told file by file, and gone whenever something is printed', async () => {
    const told: (readonly ['status' | 'print', string])[] = [];
    const session: Session = {
      json: false,
      input: Readable.from([]) as unknown as Session['input'],
      paint: (_style, text) => text,
      signal: new AbortController().signal,
      print: async (text) => void told.push(['print', text]),
      write: async () => undefined,
      note: () => undefined,
      status: (text) => void told.push(['status', text]),
    };
    await validate(readArguments(VALIDATE, [folder, '--no-cache', '--fail-on', 'never']), session);
    expect(told.filter(([kind]) => kind === 'print')).toHaveLength(4);
    for (const [index, [kind]] of told.entries()) if (kind === 'print') expect(told[index - 1]).toEqual(['status', '']);
    expect(told.some(([, text]) => text.includes('3 of 3 files'))).toBe(true);
    expect(told.at(-1)).toEqual(['status', '']);
  });
});
