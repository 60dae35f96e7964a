import {
  alertsSince,
  claimAlert,
  claimAlertEnd,
  listAlerts,
  noticeDelayed,
  noticeDone,
  storeNotices,
  takeNotices,
  waitingNotices,
  type AlertFacts,
} from '#dead-letters';
import type { Query } from '#storage';
import { createMigratedDatabase } from '../../support/random-database';

const FACTS: AlertFacts = {
  kind: 'threshold',
  dlq_topic: 'topic',
  group_id: null,
  open: 11,
  value: 11,
  limit: 10,
  severity: 'warning',
  message: 'topic holds 11 open dead letters (more than 10)',
};

describe('alerts about dead letters', () => {
  let random: Awaited<ReturnType<typeof createMigratedDatabase>>;
  beforeAll(async () => {
    random = await createMigratedDatabase();
  });
  afterAll(() => random.drop());

  const claim = (query: Query, key: string, seconds: number, now: Date) =>
    claimAlert(query, key, { ...FACTS, dlq_topic: key }, seconds, now);

  it('lets exactly one monitor alert per topic and cool-down', async () => {
    const monitors = [random.database, random.open(), random.open()];
    const start = Date.parse('2026-01-01T00:00:00Z');
    const winners = async (seconds: number) => {
      const now = new Date(start + seconds * 1_000);
      const claims = await Promise.all(monitors.map(({ query }) => claim(query, 'topic', 900, now)));
      return claims.filter((repeat) => repeat !== undefined);
    };
    expect(await winners(0)).toEqual([1]);
    expect(await winners(899)).toEqual([]);
    expect(await winners(900)).toEqual([2]);
    expect(await winners(901)).toEqual([]);
    await expect(claim(random.database.query, 'another topic', 900, new Date(start))).resolves.toBe(1);
    const listed = await listAlerts(random.database.query, 10);
    expect(listed.find(({ key }) => key === 'topic')).toMatchObject({
      began_at: new Date(start),
      alerted_at: new Date(start + 900_000),
    });
  });

  it('lets exactly one monitor say that an alert is over, once per alert', async () => {
    const monitors = [random.database, random.open()];
    const { query } = random.database;
    const at = (seconds: number) => new Date(Date.parse('2026-02-01T00:00:00Z') + seconds * 1_000);
    const firing = async () =>
      (await alertsSince(query, at(10_000))).filter((alert) => alert.firing).map(({ key }) => key);
    const ends = async (seconds: number) => {
      const won = await Promise.all(monitors.map((monitor) => claimAlertEnd(monitor.query, 'swinging', at(seconds))));
      return won.filter((one) => one).length;
    };
    expect(await ends(0)).toBe(0);
    await claim(query, 'swinging', 900, at(0));
    expect(await firing()).toContain('swinging');
    expect(await ends(10)).toBe(1);
    expect(await ends(11)).toBe(0);
    expect(await firing()).not.toContain('swinging');
    // The cool-down goes on; what alerts after it begins anew and can end again.
    await expect(claim(query, 'swinging', 900, at(899))).resolves.toBeUndefined();
    await expect(claim(query, 'swinging', 900, at(900))).resolves.toBe(1);
    expect(await firing()).toContain('swinging');
    expect((await listAlerts(query, 10)).find(({ key }) => key === 'swinging')?.began_at).toEqual(at(900));
    expect(await ends(901)).toBe(1);
  });

  it('ends an alert once on a clock that was set back, too', async () => {
    const { query } = random.database;
    await claim(query, 'set back', 900, new Date('2026-03-01T12:00:00Z'));
    await expect(claimAlertEnd(query, 'set back', new Date('2026-03-01T11:00:00Z'))).resolves.toBe(true);
    await expect(claimAlertEnd(query, 'set back', new Date('2026-03-01T11:00:05Z'))).resolves.toBe(false);
  });

  it('takes the alert of a monitor that knows nothing of ends for a new one', async () => {
    const { query } = random.database;
    await claim(query, 'mixed', 0, new Date('2026-03-01T12:00:00Z'));
    await claimAlertEnd(query, 'mixed', new Date('2026-03-01T12:01:00Z'));
    await query(`UPDATE dead_letter_alerts SET alerted_at = '2026-03-01T12:30:00Z' WHERE dlq_topic = 'mixed'`);
    await expect(claimAlertEnd(query, 'mixed', new Date('2026-03-01T12:31:00Z'))).resolves.toBe(true);
  });

  it('keeps what an alert was about, and lists what fires first', async () => {
    const { query } = random.database;
    const facts = {
      ...FACTS,
      kind: 'rate' as const,
      value: 0.025,
      limit: 0.01,
      message: 'a NUL \u0000 and a half \ud800',
    };
    await claimAlert(query, 'rate:t', facts, 0, new Date('2026-04-01T12:00:00Z'));
    const [first] = await listAlerts(query, 1);
    expect(first).toMatchObject({ key: 'rate:t', firing: true, repeat: 1, facts: { kind: 'rate', value: 0.025 } });
  });
});

describe('notices of alerts', () => {
  let random: Awaited<ReturnType<typeof createMigratedDatabase>>;
  beforeAll(async () => {
    random = await createMigratedDatabase();
  });
  afterAll(() => random.drop());

  it('are taken once, and in order for each destination and alert', async () => {
    const { query } = random.database;
    const notice = (destination: string, alert_key: string, status: string) => ({
      destination,
      alert_key,
      content: { status },
    });
    await storeNotices(query, [
      notice('slack', 'a', 'firing'),
      notice('pagerduty', 'a', 'firing'),
      notice('slack', 'a', 'resolved'),
      notice('slack', 'b', 'firing'),
    ]);
    const monitors = [random.database, random.open()];
    const taken = (await Promise.all(monitors.map((monitor) => takeNotices(monitor.query, 10)))).flat();
    const names = taken.map(({ destination, content }) => `${destination} ${(content as { status: string }).status}`);
    expect(names.sort()).toEqual(['pagerduty firing', 'slack firing', 'slack firing']);
    expect(await takeNotices(query, 10)).toEqual([]);
    const [first, second] = taken.filter(({ destination }) => destination === 'slack');
    await noticeDelayed(query, first!.id, 0);
    expect(await takeNotices(query, 10)).toMatchObject([{ id: first!.id, attempts: 2 }]);
    await noticeDone(query, first!.id, 'delivered');
    await noticeDone(query, second!.id, 'refused');
    expect(await takeNotices(query, 10)).toMatchObject([{ destination: 'slack', content: { status: 'resolved' } }]);
    expect(await waitingNotices(query)).toBe(2);
  });

  it('of a monitor that died are taken by another when its lease is over', async () => {
    const { query } = random.database;
    await query('DELETE FROM dead_letter_notices');
    await storeNotices(query, [{ destination: 'slack', alert_key: 'a', content: {} }]);
    await takeNotices(query, 1);
    await query(`UPDATE dead_letter_notices SET due_at = due_at - interval '61 s'`);
    expect(await takeNotices(query, 1)).toMatchObject([{ attempts: 2 }]);
  });
});
