import { restartDelayMs } from './app-process';

describe('the pause before a service is started again', () => {
  it('doubles from one second and ends at thirty', () => {
    expect([1, 2, 3, 4, 5, 6, 7].map(restartDelayMs)).toEqual([1000, 2000, 4000, 8000, 16000, 30000, 30000]);
  });
});
