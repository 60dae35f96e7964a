import { answer, type ValidateRequest } from '#contracts';
import { AnswerCache } from './answer-cache';
import type { Job, JobOutcome } from './jobs';

function job(code_content: string, more: Partial<ValidateRequest> = {}): Job {
  return { operation: 'validate', request: { code_content, validation_type: 'full', language: 'python', ...more } };
}

function outcome(is_valid: boolean, suggestions: string[] = []): JobOutcome {
  return answer({ is_valid, suggestions }) as unknown as JobOutcome;
}

describe('AnswerCache', () => {
  it('finds an answer under everything that was asked, and under nothing else', () => {
    const cache = new AnswerCache();
    const asked = job('x = 1\n', { node_type: 'effect' });
    cache.set(cache.keyOf(asked), asked, outcome(true));
    expect(cache.get(cache.keyOf(job('x = 1\n', { node_type: 'effect' })))).toEqual(outcome(true));
    const others: readonly Job[] = [
      job('x = 2\n', { node_type: 'effect' }),
      job('x = 1\n', { node_type: 'compute' }),
      job('x = 1\n', { node_type: 'effect', contracts: [{}] }),
      job('x = 1\n', { node_type: 'effect', profile: 'declarative' }),
      { operation: 'mixin', request: { requirements: ['x = 1'], existing_mixins: [] } },
    ];
    for (const other of others) expect(cache.get(cache.keyOf(other))).toBeUndefined();
  });

  it('tells texts apart that UTF-8 cannot', () => {
    const cache = new AnswerCache();
    expect(cache.keyOf(job('\ud800'))).not.toBe(cache.keyOf(job('\ud801')));
    expect(cache.keyOf(job('\ud800'))).not.toBe(cache.keyOf(job('\ufffd')));
  });

  it('lets the least recently asked make room', () => {
    const cache = new AnswerCache({ maxEntries: 2, maxSize: 10_000 });
    const [a, b, c] = [job('a'), job('b'), job('c')].map((each) => ({ each, key: cache.keyOf(each) }));
    if (!a || !b || !c) throw new Error('no jobs');
    for (const { key, each } of [a, b]) cache.set(key, each, outcome(true));
    cache.get(a.key);
    cache.set(c.key, c.each, outcome(true));
    expect([a, b, c].map(({ key }) => cache.get(key) !== undefined)).toEqual([true, false, true]);
  });

  it('holds no more than its size, and not at all what is larger', () => {
    const cache = new AnswerCache({ maxEntries: 100, maxSize: 1000 });
    for (let n = 0; n < 50; n += 1) cache.set(String(n), job('x'), outcome(true, ['s'.repeat(100)]));
    expect(cache.size).toBeLessThan(10);
    cache.set('large', job('x', { file_path: 'a.py' }), outcome(true, ['s'.repeat(2000)]));
    expect(cache.get('large')).toBeUndefined();
    expect(cache.invalidate('a.py')).toBe(0);
  });

  it('forgets what it knows of a file, and only that', () => {
    const cache = new AnswerCache();
    const jobs = [job('a', { file_path: 'a.py' }), job('b', { file_path: 'a.py' }), job('a', { file_path: 'b.py' })];
    for (const each of jobs) cache.set(cache.keyOf(each), each, outcome(true));
    expect(cache.invalidate('a.py')).toBe(2);
    expect(cache.invalidate('a.py')).toBe(0);
    expect(jobs.map((each) => cache.get(cache.keyOf(each)) !== undefined)).toEqual([false, false, true]);
  });
});
