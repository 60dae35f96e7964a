import { append, EVENT_LOG, findEvent, listEvents, readEvents } from '#event-log';
import { createLogDatabase, eventOf, recordOf, retentionOf } from './log-rig';
import { eventually } from '../../support/eventually';

describe('the event log', () => {
  let random: Awaited<ReturnType<typeof createLogDatabase>>;
  beforeEach(async () => {
    random = await createLogDatabase();
  });
  afterEach(() => random.drop());

  const all = () => readEvents(random.database.query, {}, 10_000);

  it('keeps every byte of a record and what its envelope says', async () => {
    const key = Buffer.from([0, 0xff, 0x80]);
    const rawHeaders = Buffer.from([4, 2, 0x61, 1, 2, 0x61, 2, 0xff]);
    const fields = {
      correlation_id: 'ид-1',
      causation_id: 'cause',
      session_id: 's-1',
      timestamp: '2026-11-29T12:00:00Z',
      source: 'somebody',
      version: '1.2.0',
      metadata: { trace_id: 't-1' },
    };
    const record = recordOf(7, fields, { key, rawHeaders });
    await append(random.database, [eventOf(7, fields, { key, rawHeaders })]);
    const [event] = await all();
    expect(event).toMatchObject({
      topic: 'spec.events',
      partition: 0,
      offset: '7',
      kind: 'traffic',
      key,
      value: record.value,
      headers: rawHeaders,
      envelopeId: 'event-7',
      correlationId: 'ид-1',
      causationId: 'cause',
      sessionId: 's-1',
      traceId: 't-1',
      eventType: 'Spec',
      source: 'somebody',
      schemaVersion: '1.2.0',
      eventTime: new Date('2026-11-29T12:00:00Z'),
      kafkaTime: new Date(record.timestamp),
      unreadable: null,
    });
    await expect(findEvent(random.database.query, event!.eventId)).resolves.toEqual(event);
  });

  it.each([
    ['no JSON', Buffer.from('{'), /^invalid_json/],
    ['no UTF-8', Buffer.from([0xff, 0xfe]), /^invalid_utf8/],
    ['a tombstone', null, /^empty_value/],
    ['JSON but no object', Buffer.from('[1]'), /^/],
    ['JSON too deep', Buffer.from(`{"correlation_id":"deep","a":${'['.repeat(200)}${']'.repeat(200)}}`), /deep/],
  ])('keeps a record that cannot be parsed as bytes, with the reason: %s', async (_, value, reason) => {
    await append(random.database, [eventOf(0, {}, { value })]);
    const [event] = await all();
    expect(event?.value).toEqual(value);
    expect(event?.unreadable).toMatch(reason);
  });

  it('loses no event because of what its metadata are', async () => {
    const hostile = [
      { correlation_id: 'x'.repeat(100_000) },
      { correlation_id: { $gt: '' }, session_id: ['a'], causation_id: 7 },
      { correlation_id: 'with \u0000 and \uD800', event_type: '\u0000' },
      { timestamp: '9999999-01-01' },
      { timestamp: -1e15, event_type: 12, source: { service_name: { a: 1 } }, version: { major: 'x' } },
      { __proto__: { correlation_id: 'inherited' } },
    ];
    await append(
      random.database,
      hostile.map((fields, offset) => eventOf(offset, fields, { timestamp: offset === 5 ? -1 : 8.64e15 })),
    );
    expect(await all()).toHaveLength(hostile.length);
    const [found] = await listEvents(random.database.query, { correlationId: 'with \u0000 and \uD800' }, 10);
    expect(found?.offset).toBe('2');
  });

  it('stores what it has seen before not again, over partitions of months and across groups', async () => {
    const events = Array.from({ length: 2_000 }, (_, offset) => eventOf(offset));
    expect(await append(random.database, events)).toEqual({ added: 2_000, known: 0 });
    // As if they had been recorded in another month.
    await random.database.query(`CREATE TABLE event_log_traffic_2020_01 PARTITION OF event_log_traffic
      FOR VALUES FROM ('2020-01-01') TO ('2020-02-01')`);
    await random.database.query(`UPDATE event_log SET recorded_at = '2020-01-05' WHERE kafka_offset < 1000`);
    expect(await append(random.database, events)).toEqual({ added: 0, known: 2_000 });
    expect(await append(random.database, [...events.slice(1_990), eventOf(2_000), eventOf(2_000)])).toEqual({
      added: 1,
      known: 11,
    });
    expect(await all()).toHaveLength(2_001);
  });

  it('stores what a topic of the same name has at a place that is known', async () => {
    await append(random.database, [eventOf(0), eventOf(1)]);
    const again = [eventOf(0, { made: 'again' }), eventOf(1, {}, { timestamp: 5 })];
    expect(await append(random.database, again)).toEqual({ added: 2, known: 0 });
    expect((await all()).map(({ offset }) => offset)).toEqual(['0', '1', '0', '1']);
  });

  it('gives positions in the order of the events', async () => {
    const offsets = [5, 3, 9, 1];
    await append(
      random.database,
      offsets.map((offset) => eventOf(offset)),
    );
    expect((await all()).map(({ offset }) => Number(offset))).toEqual(offsets);
  });

  it('is found by topic, type, ids and time, newest first and page by page', async () => {
    const at = (offset: number) => recordOf(offset).timestamp;
    await append(random.database, [
      eventOf(0, { correlation_id: 'c', event_type: 'A' }),
      eventOf(1, { correlation_id: 'c', session_id: 's' }),
      eventOf(2, { session_id: 's' }, { topic: 'other' }),
      eventOf(3, { event_type: 'A' }, { topic: 'other' }),
    ]);
    const offsets = async (filter: Parameters<typeof listEvents>[1], limit = 10) =>
      (await listEvents(random.database.query, filter, limit)).map(({ offset }) => Number(offset));
    expect(await offsets({})).toEqual([3, 2, 1, 0]);
    expect(await offsets({ topic: 'other' })).toEqual([3, 2]);
    expect(await offsets({ topic: 'nobody' })).toEqual([]);
    expect(await offsets({ correlationId: 'c' })).toEqual([1, 0]);
    expect(await offsets({ sessionId: 's' })).toEqual([2, 1]);
    expect(await offsets({ eventType: 'A', topic: 'other' })).toEqual([3]);
    expect(await offsets({ from: new Date(at(1)), to: new Date(at(3)) })).toEqual([2, 1]);
    const [, second] = await listEvents(random.database.query, {}, 2);
    expect(await offsets({ before: second!.position })).toEqual([1, 0]);
  });

  it('is read by the names of the documents’ tables', async () => {
    await append(random.database, [eventOf(4, { correlation_id: 'c', session_id: 's' })]);
    const { query } = random.database;
    expect(await query(`SELECT event_type, correlation_id, partition, "offset" FROM event_store`)).toEqual([
      { event_type: 'Spec', correlation_id: 'c', partition: 0, offset: '4' },
    ]);
    expect(await query(`SELECT session_id, topic FROM event_logs`)).toEqual([
      { session_id: 's', topic: 'spec.events' },
    ]);
  });

  it('is found by time as soon as autovacuum has come by: indexes of all months summarise themselves', async () => {
    const { query } = random.database;
    const settings = () =>
      query<{ relname: string; reloptions: string[] | null }>(
        `SELECT relname, reloptions FROM pg_class JOIN pg_am ON pg_am.oid = relam
         WHERE amname = 'brin' AND relkind = 'i' AND relname LIKE 'event_log%' ORDER BY relname`,
      );
    const before = await settings();
    expect(before.length).toBeGreaterThan(9);
    expect(before.filter(({ reloptions }) => !reloptions?.includes('autosummarize=on'))).toEqual([]);
    // Months that a program from before the setting has made.
    await query(`DO $$ DECLARE leaf regclass; BEGIN FOR leaf IN SELECT indexrelid FROM pg_index JOIN pg_class ON oid = indexrelid
      JOIN pg_am ON pg_am.oid = relam WHERE amname = 'brin' AND relkind = 'i' LOOP
      EXECUTE format('ALTER INDEX %s RESET (autosummarize)', leaf); END LOOP; END $$`);
    await query(EVENT_LOG.migrations.find(({ version }) => version === 4)!.sql);
    expect(await settings()).toEqual(before);
  });

  it('drops months that are older than their kind is kept, and makes those to come', async () => {
    const removed: [string, number][] = [];
    for (const kind of ['audit', 'traffic']) {
      await random.database.query(`CREATE TABLE event_log_${kind}_2020_01 PARTITION OF event_log_${kind}
        FOR VALUES FROM ('2020-01-01') TO ('2020-02-01')`);
    }
    await append(random.database, [
      eventOf(0),
      eventOf(1),
      eventOf(2, {}, { topic: 'omninode.audit.agent_execution.v1' }),
    ]);
    await random.database.query(`UPDATE event_log SET recorded_at = '2020-01-05' WHERE kafka_offset > 0`);
    const retention = retentionOf(random, { event_log_traffic: 30 }, (...step) => removed.push(step));
    retention.start();
    await eventually('the old month is gone', () => removed.length > 0);
    retention.stop();
    expect(removed).toEqual([['event_log_traffic', 1]]);
    expect((await all()).map(({ offset }) => offset)).toEqual(['0', '2']);
    const months = await random.database.query(
      `SELECT FROM pg_inherits WHERE inhparent = 'event_log_traffic'::regclass`,
    );
    expect(months).toHaveLength(4);
  });
});
