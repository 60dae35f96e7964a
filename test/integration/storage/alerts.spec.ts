import { claimAlert, claimAlertEnd, firingAlerts } from '#dead-letters';
import { createMigratedDatabase } from '../../support/random-database';

describe('alerts about dead letters', () => {
  let random: Awaited<ReturnType<typeof createMigratedDatabase>>;
  beforeAll(async () => {
    random = await createMigratedDatabase();
  });
  afterAll(() => random.drop());

  it('lets exactly one monitor alert per topic and cool-down', async () => {
    const monitors = [random.database, random.open(), random.open()];
    const claims = (now: Date) => Promise.all(monitors.map(({ query }) => claimAlert(query, 'topic', 900, now)));
    const start = Date.parse('2026-01-01T00:00:00Z');
    const winners = async (seconds: number) =>
      (await claims(new Date(start + seconds * 1_000))).filter((won) => won).length;
    expect(await winners(0)).toBe(1);
    expect(await winners(899)).toBe(0);
    expect(await winners(900)).toBe(1);
    expect(await winners(901)).toBe(0);
    await expect(claimAlert(random.database.query, 'another topic', 900, new Date(start))).resolves.toBe(true);
  });

  it('lets exactly one monitor say that an alert is over, once per alert', async () => {
    const monitors = [random.database, random.open()];
    const { query } = random.database;
    const at = (seconds: number) => new Date(Date.parse('2026-02-01T00:00:00Z') + seconds * 1_000);
    const firing = async () => (await firingAlerts(query)).map(({ dlq_topic }) => dlq_topic);
    const ends = async (seconds: number) => {
      const won = await Promise.all(monitors.map((monitor) => claimAlertEnd(monitor.query, 'swinging', at(seconds))));
      return won.filter((one) => one).length;
    };
    expect(await ends(0)).toBe(0);
    await claimAlert(query, 'swinging', 900, at(0));
    expect(await firing()).toContain('swinging');
    expect(await ends(10)).toBe(1);
    expect(await ends(11)).toBe(0);
    expect(await firing()).not.toContain('swinging');
    // The cool-down goes on; what alerts after it can end again.
    await expect(claimAlert(query, 'swinging', 900, at(899))).resolves.toBe(false);
    await expect(claimAlert(query, 'swinging', 900, at(900))).resolves.toBe(true);
    expect(await firing()).toContain('swinging');
    expect(await ends(901)).toBe(1);
  });

  it('ends an alert once on a clock that was set back, too', async () => {
    const { query } = random.database;
    await claimAlert(query, 'set back', 900, new Date('2026-03-01T12:00:00Z'));
    await expect(claimAlertEnd(query, 'set back', new Date('2026-03-01T11:00:00Z'))).resolves.toBe(true);
    await expect(claimAlertEnd(query, 'set back', new Date('2026-03-01T11:00:05Z'))).resolves.toBe(false);
  });

  it('takes the alert of a monitor that knows nothing of ends for a new one', async () => {
    const { query } = random.database;
    await claimAlert(query, 'mixed', 0, new Date('2026-03-01T12:00:00Z'));
    await claimAlertEnd(query, 'mixed', new Date('2026-03-01T12:01:00Z'));
    await query(`UPDATE dead_letter_alerts SET alerted_at = '2026-03-01T12:30:00Z' WHERE dlq_topic = 'mixed'`);
    await expect(claimAlertEnd(query, 'mixed', new Date('2026-03-01T12:31:00Z'))).resolves.toBe(true);
  });
});
