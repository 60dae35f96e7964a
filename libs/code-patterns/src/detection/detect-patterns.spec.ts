import * as fc from 'fast-check';
import { type Code, loadPython } from '#code-model';
import { cpuTimeOf, ENDLESS_MS } from '../../../../test/support/cpu-time';
import { ANTI_PATTERNS, PATTERNS } from '../catalogue/catalogue';
import { DETECTORS } from './read-features';
import { detectPatterns, LEAST_CONFIDENCE, MAX_EVIDENCE } from './detect-patterns';
import { NOT_SHOWN, SHOWN } from './spec/snippets';

let read: (source: string) => Code;
beforeAll(async () => {
  read = await loadPython();
});

const ids = (source: string): string[] => detectPatterns(read(source)).map(({ id }) => id);

describe('detectors', () => {
  it('exist for every pattern and anti-pattern of the catalogue, once', () => {
    const known = [...PATTERNS, ...ANTI_PATTERNS].map(({ id }) => id);
    expect(DETECTORS.map(({ id }) => id).sort()).toEqual(known.sort());
  });

  it.each(DETECTORS.map(({ id, features }) => [id, features] as const))(
    '%s could be found, and its features say how sure they are',
    (_id, features) => {
      for (const { strength } of features) {
        expect(strength).toBeGreaterThan(0);
        expect(strength).toBeLessThan(1);
      }
      const doubt = features.reduce((product, { strength }) => product * (1 - strength), 1);
      expect(1 - doubt).toBeGreaterThanOrEqual(LEAST_CONFIDENCE);
    },
  );
});

describe('a sketch of the catalogue', () => {
  it.each(PATTERNS.map(({ id, sketch }) => [id, sketch]))('shows %s', (id, sketch) => {
    expect(ids(sketch)).toContain(id);
  });

  it.each(ANTI_PATTERNS.map(({ id, sketch }) => [id, sketch]))('shows the cure of %s', (id, sketch) => {
    expect(ids(sketch)).not.toContain(id);
  });

  it('shows few other patterns', () => {
    const found = PATTERNS.flatMap(({ id, sketch }) => ids(sketch).filter((one) => one !== id && one !== 'timeout'));
    expect(found.length / PATTERNS.length).toBeLessThan(0.25);
  });
});

describe('code', () => {
  it.each(SHOWN)('shows %s in %j', (id, code) => {
    expect(ids(code)).toContain(id);
  });

  it.each(NOT_SHOWN)('does not show %s by %s', (id, _what, code) => {
    expect(ids(code)).not.toContain(id);
  });

  it('without anything shows nothing', () => {
    expect(ids('')).toEqual([]);
  });
});

describe('what is detected', () => {
  it('comes with the lines that show it, ascending, and with what is seen there, the strongest first', () => {
    const code =
      'import time\n\n\ndef load(url):\n    for attempt in range(3):\n        try:\n            return get(url)\n        except OSError:\n            time.sleep(2**attempt)\n';
    expect(detectPatterns(read(code))).toEqual([
      {
        id: 'retry-backoff',
        confidence: 0.76,
        lines: [9],
        evidence: [{ line: 9, detail: 'a pause before the next attempt' }],
      },
    ]);
  });

  it('is as sure as its features together: 1 − (1 − 0.6)(1 − 0.3) for two', () => {
    const code =
      'async def f(jobs, poll_interval):\n  while await jobs.open():\n    await asyncio.sleep(poll_interval)\n';
    expect(detectPatterns(read(code))).toMatchObject([{ id: 'polling', confidence: 0.72 }]);
  });

  it('does not grow with the code', () => {
    const many = 'try:\n  work()\nexcept Exception:\n  pass\n'.repeat(200);
    const [found] = detectPatterns(read(many));
    expect(found?.evidence.length).toBeLessThanOrEqual(MAX_EVIDENCE);
    expect(found?.lines.length).toBe(found?.evidence.length);
  });

  it('is nothing where a name is longer than anybody writes', () => {
    const code = 'try:\n  work()\nexcept Exception:\n  pass\n';
    expect(ids(code)).toEqual(['swallowed-errors']);
    expect(ids(`${code}self.${'cache'.repeat(50_000)}[0] = 1\n`)).toEqual([]);
  });

  it.each([
    ['pauses in one loop', 'while True:\n', '  time.sleep(1)\n'],
    ['look-ups that are never called', '', 'def f(self):\n  handler = self.handlers.get(x)\ndef g():\n  handler(x)\n'],
    ['names of secrets in one list', 'x = [\n', '"token", "password",\n'],
    ['full batches', 'for x in y:\n', '  if len(batch) >= 5:\n    batch.append(1)\n'],
  ])('is found in linear time: %s', (_what, head, line) => {
    const code = read(head + line.repeat(4_000));
    expect(cpuTimeOf(() => detectPatterns(code, 'compute'))).toBeLessThan(ENDLESS_MS);
  });

  it('depends on the kind the code is said to be', () => {
    const code = 'import httpx\ndef f(url):\n  return httpx.get(url)\n';
    const under = (kind: 'compute' | 'effect') => detectPatterns(read(code), kind).map(({ id }) => id);
    expect(under('compute')).toContain('io-in-compute');
    expect(under('effect')).not.toContain('io-in-compute');
  });

  it('is bounded, ordered and the same again for any code', () => {
    const pieces = fc.constantFrom(...SHOWN.map(([, code]) => code), ...NOT_SHOWN.map(([, , code]) => code));
    const scraps = fc.constantFrom(
      'while ',
      'def f(',
      '):\n  ',
      'self.__proto__[',
      '] = {',
      '(',
      ')',
      'except:\n',
      'cache',
      '.get(',
      '\ud800',
      'async for x in ',
      'range(',
      '}',
      '"""',
      '\n',
    );
    const texts = fc.array(fc.oneof(pieces, scraps, fc.string({ unit: 'binary', maxLength: 6 })), { maxLength: 30 });
    fc.assert(
      fc.property(texts, (parts) => {
        const source = parts.join('');
        const found = detectPatterns(read(source));
        expect(detectPatterns(read(source))).toEqual(found);
        found.forEach(({ confidence, lines, evidence }, n) => {
          expect(confidence).toBeGreaterThanOrEqual(LEAST_CONFIDENCE);
          expect(confidence).toBeLessThanOrEqual(found[n - 1]?.confidence ?? 1);
          expect(lines).toEqual([...lines].sort((a, b) => a - b));
          expect(evidence.length).toBeLessThanOrEqual(MAX_EVIDENCE);
          expect(evidence.length).toBeGreaterThan(0);
          for (const { line, detail } of evidence) {
            expect(line).toBeGreaterThan(0);
            expect(detail.length).toBeLessThanOrEqual(80);
          }
        });
      }),
      { numRuns: 60 },
    );
  });
});
