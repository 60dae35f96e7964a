import { mkdtemp, readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { answer, refusal, refuse, type Outcome, type ValidateRequest, type ValidationResult } from '#contracts';
import { AnswerCache, KEPT } from './answer-cache';
import { buildMark } from './build-mark';
import { checked, issue } from './report.fixture';
import { trimFolder } from './trim-folder';

const REQUEST: ValidateRequest = { code_content: 'x = 1\n', language: 'python', validation_type: 'full' };

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'answers-'));
});
afterEach(() => rm(folder, { recursive: true }));

const answerWith = (score: number) => answer(checked('a.py', '', [], { quality_score: score }).result);

/** How often it was asked, and what it answers. */
function asking(outcome: Outcome<ValidationResult> = answerWith(0.5)) {
  const ask = jest.fn(async () => outcome);
  return ask;
}

async function files(): Promise<readonly string[]> {
  const all = await readdir(folder, { recursive: true });
  return all.filter((name) => name.endsWith('.json')).map((name) => join(folder, name));
}

describe('answers on disk', () => {
  it('are given again, also by another run', async () => {
    const ask = asking();
    const first = await new AnswerCache(folder, 'b').answer(REQUEST, ask);
    const again = await new AnswerCache(folder, 'b').answer({ ...REQUEST }, ask);
    expect(ask).toHaveBeenCalledTimes(1);
    expect(again).toEqual(first);
  });

  it.each([
    ['another text', 'b', { ...REQUEST, code_content: 'x = 2\n' }],
    ['another path', 'b', { ...REQUEST, file_path: 'a.py' }],
    ['another question', 'b', { ...REQUEST, validation_type: 'syntax' as const }],
    ['another contract', 'b', { ...REQUEST, contracts: [{ name: 'c' }] }],
    ['another build', 'c', REQUEST],
  ])('are not given to %s', async (_what, build, request) => {
    const ask = asking();
    await new AnswerCache(folder, 'b').answer(REQUEST, ask);
    await new AnswerCache(folder, build).answer(request, ask);
    expect(ask).toHaveBeenCalledTimes(2);
  });

  it('are not kept where they may be others the next time', async () => {
    const cache = new AnswerCache(folder, 'b');
    await cache.answer(REQUEST, asking(refuse(refusal('code_too_large', 'no'))));
    const unfinished = answer(checked('a.py', '', [issue({ code: 'SYN-002' })]).result);
    await cache.answer(REQUEST, asking(unfinished));
    expect(await files()).toEqual([]);
  });

  it('cost nothing but time where they are broken, or cannot be written', async () => {
    const ask = asking();
    const cache = new AnswerCache(folder, 'b');
    await cache.answer(REQUEST, ask);
    for (const broken of ['', '{', '7', '{"kind":"other"}']) {
      await writeFile((await files())[0] ?? '', broken);
      expect(await cache.answer(REQUEST, ask)).toEqual(answerWith(0.5));
    }
    expect(ask).toHaveBeenCalledTimes(5);
    await writeFile(join(folder, 'file'), '');
    const nowhere = new AnswerCache(join(folder, 'file', 'x'), 'b');
    expect(await nowhere.answer(REQUEST, ask)).toEqual(answerWith(0.5));
    nowhere.close();
  });

  it('go when they were not used for long, those that are used stay', async () => {
    const then = new Date(Date.now() - KEPT.ms - 1000);
    const cache = new AnswerCache(folder, 'b');
    for (const code_content of ['a', 'b']) await cache.answer({ ...REQUEST, code_content }, asking());
    for (const file of await files()) await utimes(file, then, then);
    const ask = asking();
    await cache.answer({ ...REQUEST, code_content: 'b' }, ask);
    expect(ask).not.toHaveBeenCalled();
    cache.close();
    expect(await files()).toHaveLength(1);
    await expect(stat(join(folder, 'trimmed'))).resolves.toBeDefined();
  });

  it('go, the oldest first, when they take too much room', async () => {
    const cache = new AnswerCache(folder, 'b');
    for (const code_content of ['a', 'b', 'c']) await cache.answer({ ...REQUEST, code_content }, asking());
    const [oldest = '', ...others] = await files();
    await utimes(oldest, new Date(Date.now() - 60_000), new Date(Date.now() - 60_000));
    const bytes = (await readFile(oldest)).length;
    trimFolder(folder, 0, 2 * bytes);
    expect((await files()).toSorted()).toEqual(others.toSorted());
  });
});

describe('the mark of a build', () => {
  it('is another where versions, commit or sources are others', async () => {
    const marks = [buildMark(folder)];
    await writeFile(join(folder, 'package.json'), '{"version":"1.0.0"}');
    marks.push(buildMark(folder));
    await writeFile(join(folder, 'package.json'), '{"version":"1.0.1"}');
    marks.push(buildMark(folder), buildMark(folder));
    expect(new Set(marks).size).toBe(3);
  });
});
