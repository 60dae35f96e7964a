import { randomUUID } from 'node:crypto';
import { createRandomDatabase, type RandomDatabase } from '../../support/random-database';
import { documents, omni } from '../cli/omni';
import { json, type Json } from '../main-job/tap';
import { BridgeRig, EVENTS, TOKENS } from './bridge-rig';

const ONE = {
  document_id: 'handbook/hello',
  op_id: '0b0e5a3c-7f2c-4d6e-8a9b-0c1d2e3f4a5b',
  protocol_version: '1.0',
  version: 3,
  metadata_version: '0.1',
  intelligence_data: { language: 'python', scores: { quality: 0.9 }, tags: ['a', 'b'] },
};
const REQUESTS = {
  stamp: 'omninode.bridge.request.stamp.v1',
  batch_stamp: 'omninode.bridge.request.batch_stamp.v1',
  verify: 'omninode.bridge.request.verify.v1',
};

/** What O.N.E. v0.1 says of a stamp, from whoever says it to whoever looks for it. */
describe('metadata of O.N.E. v0.1', () => {
  let database: RandomDatabase;
  let rig: BridgeRig;

  beforeAll(async () => {
    database = await createRandomDatabase();
    const answers = Object.values(REQUESTS).map(responseTopic);
    rig = await BridgeRig.open(database.url, [...EVENTS, ...answers]);
  });
  afterAll(async () => {
    await rig.close();
    await database.drop();
  });

  function responseTopic(topic: string): string {
    return topic.replace('.request.', '.response.');
  }

  async function ask(operation: keyof typeof REQUESTS, payload: Json): Promise<Json & { readonly id: string }> {
    const id = randomUUID();
    const topic = REQUESTS[operation];
    const envelope = { event_type: topic, correlation_id: id, event_id: randomUUID(), version: '1.0.0', payload };
    await rig.tap.send({ topic, key: id, value: JSON.stringify(envelope) });
    const reply = json(await rig.tap.first(responseTopic(topic), id));
    return { id, error: reply['error'] ?? null, ...(reply['payload'] as Json) };
  }

  async function list(
    query: Readonly<Record<string, string>>,
  ): Promise<{ status: number; body: Json; hashes: unknown }> {
    const path = `/api/v1/stamps?${String(new URLSearchParams(query))}`;
    const response = await fetch(`${rig.url}${path}`, { headers: { authorization: `Bearer ${TOKENS.rita}` } });
    const body = (await rig.api.check('get', path.split('?')[0]!, response)) as Json;
    const items = (body['items'] ?? []) as readonly Json[];
    return { status: response.status, body, hashes: items.map(({ blake3_hash }) => blake3_hash) };
  }

  const documentOf = async (id: string): Promise<Json> =>
    json(await rig.tap.first('omninode.bridge.event.document_processed.v1', id))['payload'] as Json;

  it('is answered by stamp and verify, and found by each of its properties', async () => {
    const namespace = 'spec.one.found';
    const { blake3_hash, metadata } = await ask('stamp', { content: 'found', namespace, ...ONE });
    await ask('stamp', { content: 'another', namespace });
    expect(metadata).toMatchObject(ONE);
    expect((await ask('verify', { content: 'found', namespace }))['metadata']).toMatchObject(ONE);

    const { uid } = metadata as { uid: string };
    const queries: readonly Readonly<Record<string, string>>[] = [
      { uid },
      { document_id: ONE.document_id },
      { op_id: ONE.op_id.toUpperCase() },
      { namespace, protocol_version: '1.0' },
      { namespace, version: '3' },
      { namespace, metadata_version: '0.1' },
      { namespace, intelligence_data: '{"scores":{"quality":0.9}}' },
      { namespace, intelligence_data: '{"tags":["b"]}', uid },
    ];
    for (const query of queries) expect((await list(query)).hashes).toEqual([blake3_hash]);
    expect((await list({ namespace })).hashes).toHaveLength(2);
    const others: readonly [string, string][] = [
      ['version', '4'],
      ['intelligence_data', '{"language":"go"}'],
      ['document_id', 'handbook'],
    ];
    for (const [name, value] of others) expect((await list({ namespace, [name]: value })).hashes).toEqual([]);
    expect((await list({ uid })).body).toMatchObject({ items: [{ blake3_hash, metadata }] });
  });

  it('names the document to subscribers, and tells whose name it is', async () => {
    const named = await ask('stamp', { content: 'named', document_id: 'first' });
    const again = await ask('stamp', { content: 'named', document_id: 'second' });
    const nameless = await ask('stamp', { content: 'nameless' });
    expect(await documentOf(named.id)).toMatchObject({ document_id: 'first', document_id_source: 'sender' });
    expect(await documentOf(again.id)).toMatchObject({ document_id: 'second', document_id_source: 'sender' });
    expect(again['metadata']).toEqual(named['metadata']);
    const { uid } = nameless['metadata'] as { uid: string };
    expect(await documentOf(nameless.id)).toMatchObject({ document_id: uid, document_id_source: 'stamp' });
  });

  it('comes with the items of a batch, and over HTTP', async () => {
    const contents = ['plain', { content: 'first', document_id: 'batch-1' }, { content: 'bad', version: 0 }];
    const { results } = await ask('batch_stamp', { contents, namespace: 'spec.one.batch' });
    expect(results).toMatchObject([
      { success: true },
      { success: true, metadata: { document_id: 'batch-1' } },
      { success: false, error: { code: 'invalid_payload', details: [{ path: '/version' }] } },
    ]);
    const { document_id, ...others } = ONE;
    await rig.ask('POST', '/stamp', { content: 'over http', document_id: 'http-1', ...others });
    expect((await list({ document_id: 'http-1' })).body).toMatchObject({ items: [{ metadata: others }] });
    expect((await list({ document_id: 'batch-1' })).body).toMatchObject({ items: [{ metadata: {} }] });
    expect(document_id).not.toBe('http-1');
  });

  it('is passed over where it belongs to an envelope around the request', async () => {
    const topic = REQUESTS.stamp;
    const id = randomUUID();
    const inner = { content: 'wrapped', namespace: 'spec.one.wrapped' };
    const value = JSON.stringify({
      version: '1.0',
      op_id: 'x',
      correlation_id: id,
      payload: { version: '2', payload: inner },
    });
    await rig.tap.send({ topic, key: id, value });
    expect(json(await rig.tap.first(responseTopic(topic), id))).toMatchObject({
      payload: { metadata: { namespace: 'spec.one.wrapped' } },
    });
  });

  it.each([
    ['an operation that is no UUID', { op_id: 'first' }, '/op_id'],
    ['a version that is no count', { version: 1.5 }, '/version'],
    ['a document without a name', { document_id: '' }, '/document_id'],
    ['data that are a list', { intelligence_data: [] }, '/intelligence_data'],
    ['data with NUL in a name', { intelligence_data: { 'a\u0000': 1 } }, ''],
    ['data with half a character', { intelligence_data: { a: ['\ud800'] } }, ''],
    ['data of more than 64 KiB', { intelligence_data: { a: 'x'.repeat(65_536) } }, ''],
  ])('is refused: %s', async (_what, bad, path) => {
    const { error } = await ask('stamp', { content: 'refused', ...bad });
    expect(error).toMatchObject({ code: 'invalid_payload', details: [{ path }] });
  });

  it('is listed page by page, whatever else has the same hash and time', async () => {
    const ids = Array.from({ length: 5 }, (_, n) => ({
      content: 'same',
      document_id: 'paged',
      namespace: `spec.paged.n${n}`,
    }));
    await ask('batch_stamp', { contents: ids });
    const seen: unknown[] = [];
    let cursor: unknown = undefined;
    do {
      const page = await list({ document_id: 'paged', limit: '2', ...(typeof cursor === 'string' && { cursor }) });
      const items = page.body['items'] as readonly { metadata: Json }[];
      seen.push(...items.map(({ metadata }) => metadata['namespace']));
      cursor = page.body['next'];
    } while (typeof cursor === 'string');
    expect(seen).toEqual([4, 3, 2, 1, 0].map((n) => `spec.paged.n${n}`));
  });

  it('is looked for on the command line', async () => {
    const stamps = (...argv: string[]) => omni(['stamps', ...argv, '--url', rig.url, '--token', TOKENS.rita]);
    const { metadata } = await ask('stamp', { content: 'by hand', document_id: 'by-hand', file_path: 'a\tb.md' });
    const found = await stamps('--document-id', 'by-hand');
    expect(found).toMatchObject({ code: 0 });
    for (const shown of [(metadata as Json)['uid'], 'by-hand', 'default', 'BLAKE3'])
      expect(found.stdout).toContain(shown);
    expect(documents((await stamps('--document-id', 'by-hand', '--output', 'json')).stdout)).toMatchObject([
      { metadata },
    ]);
    expect(await stamps('--op-id', randomUUID())).toMatchObject({ code: 0, stdout: 'no such stamp\n' });
    const refused = await stamps('--version', '1');
    expect(refused).toMatchObject({ code: 2 });
    expect(refused.stderr).toContain('say which: --namespace, --uid, --document-id, --op-id');
  });

  it.each([
    ['nothing that narrows it', { version: '1' }, 'missing_parameter'],
    ['data that are no object', { namespace: 'a', intelligence_data: '[1]' }, 'invalid_parameter'],
    ['data with NUL', { namespace: 'a', intelligence_data: String.raw`{"a":"\u0000"}` }, 'invalid_parameter'],
    ['an id in another form', { uid: 'x' }, 'invalid_parameter'],
    ['what nobody knows', { namespace: 'a', colour: 'red' }, 'unknown_parameter'],
  ])('is not looked for by %s', async (_what, query, code) => {
    expect(await list(query as unknown as Record<string, string>)).toMatchObject({ status: 400, body: { code } });
  });
});
