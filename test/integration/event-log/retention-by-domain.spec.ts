import { append, readEvents, removeOldEvents } from '#event-log';
import { auditEventOf } from './audit-rig';
import { createLogDatabase, eventOf } from './log-rig';

const BRIDGE = 'omninode.bridge.request.stamp.v1';
const INTELLIGENCE = 'omninode.codegen.request.validate.v1';
const KEPT = { days: 20, byDomain: new Map([['bridge', 30] as const, ['codegen', 5] as const]) };

describe('traffic', () => {
  let random: Awaited<ReturnType<typeof createLogDatabase>>;
  beforeEach(async () => {
    random = await createLogDatabase();
  });
  afterEach(() => random.drop());

  const left = async () =>
    (await readEvents(random.database.query, {}, 10_000)).map(({ topic, offset }) => `${topic} ${offset}`);
  const recordedDaysAgo = async (days: number, count: number) => {
    const offsets = Array.from({ length: count }, (_, index) => days * 10_000 + index);
    const topics = [BRIDGE, INTELLIGENCE, 'nobody.described'];
    const traffic = topics.flatMap((topic) => offsets.map((offset) => eventOf(offset, {}, { topic })));
    await append(random.database, [...traffic, auditEventOf(days)]);
    await random.database.query(
      `UPDATE event_log_traffic SET recorded_at = recorded_at - make_interval(days => $1::integer) WHERE kafka_offset / 10000 = $1::integer AND recorded_at > now() - interval '1 hour'`,
      [days],
    );
  };

  beforeEach(async () => {
    const month = `${new Date().toISOString().slice(0, 7)}-01T00:00:00Z`;
    await random.database.query(`CREATE TABLE event_log_traffic_before PARTITION OF event_log_traffic
      FOR VALUES FROM ('2020-01-01') TO ('${month}')`);
    for (const days of [25, 10, 0]) await recordedDaysAgo(days, 1);
  });

  it('goes at the age of its domain, in steps, until nothing is left to remove', async () => {
    await recordedDaysAgo(25, 1_200);
    const { query } = random.database;
    const steps = [
      await removeOldEvents(query, KEPT),
      await removeOldEvents(query, KEPT),
      await removeOldEvents(query, KEPT),
    ];
    expect(steps[2]).toBeNull();
    expect(steps[0]).toBeLessThanOrEqual(2_000);
    const traffic = (await left()).filter((name) => !name.includes('audit'));
    expect(traffic.filter((name) => name.startsWith(INTELLIGENCE))).toEqual([`${INTELLIGENCE} 0`]);
    expect(traffic.filter((name) => name.startsWith('nobody'))).toEqual([
      'nobody.described 100000',
      'nobody.described 0',
    ]);
    expect(traffic.filter((name) => name.startsWith(BRIDGE))).toHaveLength(1_202);
  });

  it('never takes the audit trail with it', async () => {
    await removeOldEvents(random.database.query, {
      days: 1,
      byDomain: new Map([['audit', 1] as const, ['bridge', 30] as const]),
    });
    expect((await left()).filter((name) => name.includes('audit'))).toHaveLength(3);
  });
});
