import { StageReports } from './stage-reports';

describe('what long work is at', () => {
  const told: string[] = [];
  let reports = new StageReports((stage) => told.push(stage));
  beforeEach(() => {
    jest.useFakeTimers();
    told.length = 0;
    reports = new StageReports((stage) => told.push(stage));
  });
  afterEach(() => jest.useRealTimers());

  it('is not told of work that is done sooner', () => {
    reports.at('parsing');
    jest.advanceTimersByTime(499);
    reports.stop();
    jest.advanceTimersByTime(10_000);
    expect(told).toEqual([]);
  });

  it('is told every half a second at most, as it is then', () => {
    for (const stage of ['parsing', 'checking', 'scoring']) reports.at(stage);
    jest.advanceTimersByTime(2_000);
    for (let n = 0; n < 100; n += 1) {
      reports.at(`stage ${n}`);
      jest.advanceTimersByTime(20);
    }
    expect(told).toEqual(['scoring', 'stage 24', 'stage 49', 'stage 74', 'stage 99']);
  });

  it('is not told once the work has ended', () => {
    reports.at('parsing');
    reports.stop();
    reports.at('checking');
    jest.advanceTimersByTime(10_000);
    expect(told).toEqual([]);
  });
});
