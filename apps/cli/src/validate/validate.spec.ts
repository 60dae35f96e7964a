import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { Engines } from '#code-model';
import { RUFF_RULES, validate as answerTo } from '#code-rules';
import { readArguments } from '../arguments';
import { cacheFolder } from '../config';
import type { Session } from '../session';
import { projectFolder } from '../version';
import { AnswerCache } from './answer-cache';
import { buildMark } from './build-mark';
import { checkFile } from './check-file';
import { VALIDATE } from './command';
import { readSource, type Source } from './read-source';
import { validate } from './validate';

describe('the progress of omni validate', () => {
  const { XDG_CACHE_HOME: cacheHome } = process.env;
  let folder = '';
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'validate-'));
    process.env['XDG_CACHE_HOME'] = join(folder, '.cache');
    const engines = await Engines.load(RUFF_RULES);
    const cache = new AnswerCache(join(cacheFolder(), 'validate'), buildMark(projectFolder()));
    for (const name of ['a', 'b', 'c']) {
      const path = join(folder, `${name}.py`);
      await writeFile(path, 'import os\n');
      // From the cache no thread is needed, and there are none but in what was built.
      await checkFile((await readSource(path)) as Source, {
        ask: (request) => cache.answer(request, async () => answerTo(request, engines)),
        question: { nodeType: undefined, profile: undefined, type: 'full' },
        contractsOf: async () => [],
        maxIssues: Infinity,
      });
    }
  });
  afterAll(async () => {
    if (cacheHome === undefined) delete process.env['XDG_CACHE_HOME'];
    else process.env['XDG_CACHE_HOME'] = cacheHome;
    await rm(folder, { recursive: true });
  });

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
    await validate(readArguments(VALIDATE, [folder, '--fail-on', 'never']), session);
    expect(told.filter(([kind]) => kind === 'print')).toHaveLength(4);
    for (const [index, [kind]] of told.entries()) if (kind === 'print') expect(told[index - 1]).toEqual(['status', '']);
    expect(told.some(([, text]) => text.includes('3 of 3 files'))).toBe(true);
    expect(told.at(-1)).toEqual(['status', '']);
  });
});
