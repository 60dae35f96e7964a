import { AlertTable } from '#event-store';
import { createMigratedDatabase } from '../../support/random-database';

describe('alerts about dead letters', () => {
  let random: Awaited<ReturnType<typeof createMigratedDatabase>>;
  beforeAll(async () => {
    random = await createMigratedDatabase();
  });
  afterAll(() => random.drop());

  it('lets exactly one monitor alert per topic and cool-down', async () => {
    const alerts = [new AlertTable(random.database), new AlertTable(random.open()), new AlertTable(random.open())];
    const claims = (now: Date) => Promise.all(alerts.map((alert) => alert.claimAlert('topic', 900, now)));
    const start = Date.parse('2026-01-01T00:00:00Z');
    const winners = async (seconds: number) =>
      (await claims(new Date(start + seconds * 1_000))).filter((won) => won).length;
    expect(await winners(0)).toBe(1);
    expect(await winners(899)).toBe(0);
    expect(await winners(900)).toBe(1);
    expect(await winners(901)).toBe(0);
    await expect(alerts[0]?.claimAlert('another topic', 900, new Date(start))).resolves.toBe(true);
  });
});
