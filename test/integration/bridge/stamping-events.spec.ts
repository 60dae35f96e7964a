import { execFileSync } from 'node:child_process';
import { createHmac, randomUUID } from 'node:crypto';
import { eventually } from '../../support/eventually';
import { createRandomDatabase, type RandomDatabase } from '../../support/random-database';
import { json, type Json, type Seen } from '../main-job/tap';
import { BridgeRig } from './bridge-rig';

const SECRET = 'event-secret-0123456789';
const EVENT = {
  created: 'dev.omninode-bridge.metadata.metadata-stamp-created.v1',
  validated: 'dev.omninode-bridge.metadata.metadata-stamp-validated.v1',
  batch: 'dev.omninode-bridge.metadata.metadata-batch-processed.v1',
};
/** As the Python service signs what it sends. */
const SIGN = `
import hashlib, hmac, json, sys
payload = json.loads(sys.stdin.buffer.read())["payload"]
text = json.dumps(payload, sort_keys=True, separators=(",", ":"))
print(hmac.new(sys.argv[1].encode(), text.encode(), hashlib.sha256).hexdigest())
`;

/** What subscribers of the Python stamping service get when it is switched on. */
describe('events of the Python stamping service', () => {
  let database: RandomDatabase;
  let rig: BridgeRig;

  beforeAll(async () => {
    database = await createRandomDatabase();
    rig = await BridgeRig.open(database.url, Object.values(EVENT), {
      METADATA_STAMPING_ENABLE_EVENTS: 'true',
      METADATA_STAMPING_EVENT_SECRET_KEY: SECRET,
      METADATA_STAMPING_EVENT_KEY_ID: 'key-7',
    });
  });
  afterAll(async () => {
    await rig.close();
    await database.drop();
  });

  async function send(operation: string, payload: Json): Promise<string> {
    const id = randomUUID();
    const topic = `omninode.bridge.request.${operation}.v1`;
    await rig.tap.send({ topic, key: id, value: JSON.stringify({ correlation_id: id, payload }) });
    return id;
  }

  const about = (topic: string, id: string): readonly Seen[] =>
    rig.tap.on(topic).filter((seen) => json(seen)['correlation_id'] === id);
  const first = (topic: string, id: string): Promise<Seen> =>
    eventually(`an event about ${id}`, () => about(topic, id)[0]);

  const payloadOf = (seen: Seen): Json => json(seen)['payload'] as Json;

  function expectSigned(seen: Seen): void {
    const signature = execFileSync('python3', ['-c', SIGN, SECRET], { input: String(seen.value) })
      .toString()
      .trim();
    expect(json(seen)['security_context']).toMatchObject({ hmac_signature: signature, signing_key_id: 'key-7' });
  }

  it('tell of a stamp, in its envelope and signed so that its subscribers can check it', async () => {
    const path = 'docs/héllo\u2028 \u007f.md';
    const id = await send('stamp', { content: 'héllo', namespace: 'spec.v3', file_path: path });
    const created = await first(EVENT.created, id);
    expect(json(created)).toMatchObject({
      envelope_version: '1.0',
      event_type: 'metadata.stamp.created',
      correlation_id: id,
      source_service: 'bridge',
      payload: {
        file_hash: '4e406513432b4da52ae947c084ea5cf33ef02406f837159d04eed2e86688e376',
        file_path: path,
        file_size_bytes: 6,
        hash_algorithm: 'BLAKE3',
      },
    });
    expect(created.key).toBe(payloadOf(created)['file_hash']);
    expectSigned(created);
    const { payload, security_context } = json(created) as { payload: Json; security_context: Json };
    const other = createHmac('sha256', SECRET)
      .update(JSON.stringify({ ...payload, file_path: '' }))
      .digest('hex');
    expect(security_context['hmac_signature']).not.toBe(other);
  });

  it('tell of a verification, valid or not', async () => {
    await first(EVENT.created, await send('stamp', { content: 'known' }));
    const known = await first(EVENT.validated, await send('verify', { content: 'known' }));
    const unknown = await first(EVENT.validated, await send('verify', { content: 'unknown' }));
    expect(payloadOf(known)).toMatchObject({ validation_result: true });
    expect(payloadOf(unknown)).toMatchObject({ validation_result: false, error_message: 'unknown_hash' });
    expectSigned(unknown);
  });

  it('tell of a batch and of each of its stamps once', async () => {
    const id = await send('batch_stamp', { contents: ['a', 'b', 'a', 7], namespace: 'spec.v3.batch' });
    const batch = await first(EVENT.batch, id);
    expect(payloadOf(batch)).toMatchObject({
      total_files: 4,
      successful_files: 3,
      failed_files: 1,
      success_rate: 0.75,
    });
    expectSigned(batch);
    expect(about(EVENT.created, id)).toHaveLength(2);
  });

  it('tell of what comes over HTTP', async () => {
    const headers = { 'x-correlation-id': 'v3-http' };
    await rig.ask('POST', '/stamp', { content: 'by http', namespace: 'spec.v3.http' }, headers);
    const items = [{ content: 'first' }, { content: 'second' }, { content: 5 }];
    await rig.ask('POST', '/batch', { items }, { 'x-correlation-id': 'v3-batch' });
    expectSigned(await first(EVENT.created, 'v3-http'));
    const batch = await first(EVENT.batch, 'v3-batch');
    expect(payloadOf(batch)).toMatchObject({ total_files: 3, successful_files: 2, failed_files: 1 });
  });

  it('say nothing of what was refused', async () => {
    const refused = await send('stamp', { content: 5 });
    const after = await send('stamp', { content: 'after' });
    await first(EVENT.created, after);
    expect(about(EVENT.created, refused)).toEqual([]);
  });
});
