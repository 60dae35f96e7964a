import { join } from 'node:path';
import type { Progress } from './progress';
import { projectRoot } from './project';
import { until } from './wait';

interface Times {
  readonly silenceMs: number;
  readonly lookEveryMs: number;
}

type CreateProgress = (output: { write(text: string): void }, times: Times) => Progress;

// Plain JavaScript, which the compiler leaves where it is.
const { createProgress } = require(join(projectRoot(), 'tools/local-stack/progress.js')) as {
  readonly createProgress: CreateProgress;
};

describe('who waits for a start', () => {
  it('is told what is under way, and how far it is, when nothing else was said for long', async () => {
    const said: string[] = [];
    const output = { write: (text: string) => void said.push(text) };
    const { say, during } = createProgress(output, { silenceMs: 20, lookEveryMs: 5 });
    let finish: (value: string) => void = () => undefined;
    const work = during('fetching', new Promise<string>((resolve) => (finish = resolve)), () => '12 MB');
    await during('what is done', Promise.resolve());
    say('first');
    expect(await until(() => said.length > 2, 5_000)).toBe(true);
    expect(said[0]).toBe('first\n');
    expect(said[1]).toMatch(/^ {2}… fetching \(\d+ s, 12 MB\)\n$/);
    finish('all of it');
    await expect(work).resolves.toBe('all of it');
  });
});
