import { listEvents, type LoggedEvent } from '#event-log';
import { onEveryBroker } from '../../support/brokers';
import { eventually } from '../../support/eventually';
import { createRandomDatabase, type RandomDatabase } from '../../support/random-database';
import { checkLog, NO_LOG_FAULTS, type Sent } from './check-log';
import { Recording } from './recording-rig';

onEveryBroker(({ bootstrap }) => {
  let database: RandomDatabase;
  let recording: Recording;

  beforeEach(async () => {
    database = await createRandomDatabase();
    recording = await Recording.open(bootstrap(), database.url, database.open());
  });
  afterEach(async () => {
    await recording.close();
    await database.drop();
  });

  it('everything on the topics that fit is recorded once, whatever it is, and found by its ids', async () => {
    const { tag, rows } = recording;
    const [orders, later, secret] = [`${tag}-orders`, `${tag}-later`, `${tag}-x-secret`];
    await recording.create(orders);
    await recording.create(secret);
    const recorder = await recording.start().ready();
    await recording.send(orders, [
      '{"event_id":"e-1","correlation_id":"c-1","event_type":"Asked","payload":{}}',
      '{"event_id":"e-2","correlation_id":"c-1","causation_id":"e-1","event_type":"Answered","payload":{}}',
      'no json',
      null,
      '',
      '\uFEFF{"correlation_id":12345678901234567890}',
      JSON.stringify({ deep: 'x'.repeat(900_000) }),
    ]);
    await recording.create(later);
    await eventually('the later topic takes records', () => recording.send(later, ['{}']).then(() => true));
    const kept = recording.sent.length;
    await recording.send(secret, ['{"never":"recorded"}']);
    recording.sent = recording.sent.slice(0, kept);
    expect(await recording.check()).toEqual(NO_LOG_FAULTS);
    const events = await recording.log();
    expect(events).toHaveLength(kept);
    const conversation = await listEvents(rows.query, { correlationId: 'c-1' }, 10);
    expect(new Map(conversation.map(({ envelopeId, causationId }) => [envelopeId, causationId]))).toEqual(
      new Map([
        ['e-1', null],
        ['e-2', 'e-1'],
      ]),
    );
    expect(await listEvents(rows.query, { correlationId: '12345678901234567890' }, 10)).toHaveLength(1);
    expect(events.find(({ value }) => String(value) === 'no json')?.unreadable).toMatch(/^invalid_json/);
    const metrics = await (await fetch(`${await recorder.url()}/metrics`)).text();
    expect(metrics).toMatch(new RegExp(`^omninode_events_recorded_total\\{outcome="added",.*\\} ${kept}$`, 'm'));
  });
});

describe('the checker of the log', () => {
  const record = (offset: number): Sent => ({ topic: 't', partition: 0, offset: String(offset), key: 'k', value: 'v' });
  const event = (offset: number, value = 'v') =>
    ({
      topic: 't',
      partition: 0,
      offset: String(offset),
      key: Buffer.from('k'),
      value: Buffer.from(value),
    }) as LoggedEvent;
  const sent = [0, 1, 2].map(record);

  it('accepts what is there once, in order and unaltered', () => {
    expect(checkLog(sent, [event(0), event(1), event(2)])).toEqual(NO_LOG_FAULTS);
  });

  it.each([
    ['lost', [event(0), event(2)]],
    ['doubled', [event(0), event(1), event(1), event(2)]],
    ['altered', [event(0), event(1, 'w'), event(2)]],
    ['outOfOrder', [event(1), event(0), event(2)]],
  ])('tells what is %s', (fault, log) => {
    const faults = Object.entries(checkLog(sent, log)).filter(([, places]) => (places as string[]).length > 0);
    expect(faults.map(([name]) => name)).toEqual([fault]);
  });
});
