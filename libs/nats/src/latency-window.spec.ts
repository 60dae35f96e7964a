import { LatencyWindow } from './latency-window';

describe('the latency window', () => {
  it('answers the nearest-rank p95 of what is in it', () => {
    const window = new LatencyWindow(1_000);
    for (let took = 100; took >= 1; took--) window.record(took, 500);
    expect(window.summary(600)).toEqual({ p95: 95, samples: 100 });
  });

  it('forgets what is older than the window', () => {
    const window = new LatencyWindow(1_000);
    window.record(900, 0);
    window.record(5, 700);
    expect(window.summary(1_000)).toEqual({ p95: 5, samples: 1 });
    expect(window.summary(1_700)).toEqual({ p95: 0, samples: 0 });
  });

  it('keeps the latest 4096 samples, whatever comes', () => {
    const window = new LatencyWindow(1_000);
    for (let sample = 0; sample < 10_000; sample++) window.record(sample < 5_904 ? 1_000 : 1, 500);
    expect(window.summary(500)).toEqual({ p95: 1, samples: 4_096 });
  });
});
