import { until } from './wait';
import { Repeats } from './repeats';

describe('what services complain of', () => {
  it('is shown once, and of what is equal how often it came and from whom', async () => {
    const said: string[] = [];
    const repeats = new Repeats((line) => said.push(line), 50);
    for (let n = 0; n < 200; n += 1) repeats.show('dlq-monitor', 'warn: dead-lettered');
    repeats.show('bridge', 'warn: dead-lettered');
    repeats.show('bridge', 'warn: another');
    expect(said).toEqual(['[dlq-monitor] warn: dead-lettered', '[bridge] warn: another']);
    expect(await until(() => said.length > 2, 5_000)).toBe(true);
    expect(said.slice(2)).toEqual(['[dlq-monitor, bridge] warn: dead-lettered (200 times more)']);
  });

  it('is shown anew when it comes back later', async () => {
    const said: string[] = [];
    const repeats = new Repeats((line) => said.push(line), 10);
    const showsAgain = (): boolean => {
      repeats.show('bridge', 'warn: slow');
      return said.filter((line) => line === '[bridge] warn: slow').length > 1;
    };
    expect(await until(showsAgain, 5_000, 100)).toBe(true);
  });
});
