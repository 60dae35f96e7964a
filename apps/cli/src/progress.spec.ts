import { progressBar } from './progress';
import { keptSession } from './session.fixture';

describe('a progress bar', () => {
  const shown: string[] = [];
  const session = { ...keptSession(false).session, status: (text: string) => void shown.push(text) };
  let now = 0;
  beforeEach(() => {
    shown.length = 0;
    now = 5_000;
  });

  it('shows how far it is and how fast, ten times a second at most, always the end, and goes away', () => {
    const bar = progressBar(session, 'entries', () => now);
    for (const [after, done] of [
      [100, 250],
      [50, 300],
      [50, 500],
      [10, 1_000],
    ] as const) {
      now += after;
      bar.show(done, 1_000);
    }
    bar.end();
    expect(shown).toEqual([
      '██████░░░░░░░░░░░░░░░░░░ 250 of 1000 entries, 2500/s',
      '████████████░░░░░░░░░░░░ 500 of 1000 entries, 2500/s',
      '████████████████████████ 1000 of 1000 entries, 4762/s',
      '',
    ]);
  });

  it('of nothing is full', () => {
    progressBar(session, 'entries', () => now).show(0, 0);
    expect(shown).toEqual(['████████████████████████ 0 of 0 entries, 0/s']);
  });
});
