import type { Severity } from '#contracts';
import { unchecked } from './file-report';
import { checked, issue } from './report.fixture';
import { Tally } from './tally';

function exitCode(severities: readonly Severity[], failOn: Severity | 'never', minScore?: number): number {
  const tally = new Tally({ failOn, minScore });
  tally.add(
    checked(
      'a.py',
      'x',
      severities.map((severity) => issue({ severity })),
    ),
  );
  tally.add(checked('b.py', 'x'));
  return tally.exitCode;
}

describe('how a validation ends', () => {
  it.each([
    ['error', [0, 0, 1]],
    ['warning', [0, 1, 1]],
    ['info', [1, 1, 1]],
    ['never', [0, 0, 0]],
  ] as const)('depends on the severity: from %s on it fails', (failOn, codes) => {
    expect([exitCode(['info'], failOn), exitCode(['info', 'warning'], failOn), exitCode(['error'], failOn)]).toEqual(
      codes,
    );
    expect(exitCode([], failOn)).toBe(0);
  });

  it('depends on the score where a minimum is set', () => {
    expect(exitCode([], 'never', 0.75)).toBe(0);
    expect(exitCode([], 'never', 0.751)).toBe(1);
  });

  it('says first that a file was not checked', () => {
    const tally = new Tally({ failOn: 'error', minScore: undefined });
    tally.add(checked('a.py', 'x', [issue()]));
    tally.add(unchecked('b.py', 'invalid_utf8', 'it is not UTF-8'));
    expect(tally.exitCode).toBe(2);
    expect(tally).toMatchObject({ files: 2, failed: 1, unchecked: 1, issues: { error: 1, warning: 0, info: 0 } });
  });
});
