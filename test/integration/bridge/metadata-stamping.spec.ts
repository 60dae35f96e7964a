import { createRandomDatabase, type RandomDatabase } from '../../support/random-database';
import { json } from '../main-job/tap';
import { BridgeRig, codesOf, EVENTS, formOf, TOKENS } from './bridge-rig';
import { goldenExchanges, Placeholders } from './golden-exchanges';

const MIB = 1024 * 1024;
const VERIFIED = 'omninode.bridge.response.verify.v1';

/** Clients of the Python service, and what becomes of what they send. */
describe('stamping over HTTP', () => {
  let database: RandomDatabase;
  let rig: BridgeRig;

  beforeAll(async () => {
    database = await createRandomDatabase();
    rig = await BridgeRig.open(database.url, [...EVENTS, VERIFIED]);
  });
  afterAll(async () => {
    await rig.close();
    await database.drop();
  });

  describe('answers the requests of existing clients as they expect', () => {
    const placeholders = new Placeholders();

    it.each(goldenExchanges('metadata-stamping'))('$name', async ({ request, response }) => {
      const { method, path, body, file } = placeholders.filled(request);
      const sent = file === undefined ? (body as object | undefined) : formOf(file.name, file.content);
      const answered = await rig.ask(method, path, sent);
      expect(answered).toEqual(placeholders.resolved(response, answered));
    });

    it('leaves no page of the document out', () => {
      expect(rig.api.unasked.filter((operation) => operation.includes('metadata-stamping'))).toEqual([]);
    });
  });

  describe('and the bus', () => {
    it('have the same stamps, and events about them', async () => {
      const correlation = { 'x-correlation-id': 'http-and-bus' };
      const { body } = await rig.ask(
        'POST',
        '/stamp',
        { content: 'http and bus', namespace: 'spec.http.bus' },
        correlation,
      );
      const { stamp_id, file_hash } = body['data'] as Record<string, unknown>;
      const [stamped, processed] = await Promise.all(
        EVENTS.slice(0, 2).map((topic) => rig.tap.first(topic, 'http-and-bus')),
      );
      expect(json(stamped!)).toMatchObject({ payload: { blake3_hash: file_hash, namespace: 'spec.http.bus' } });
      expect(json(processed!)).toMatchObject({ payload: { document_id: stamp_id } });
      const payload = { content: 'http and bus', namespace: 'spec.http.bus', correlation_id: 'verify-1' };
      await rig.tap.send({
        topic: 'omninode.bridge.request.verify.v1',
        key: 'verify-1',
        value: JSON.stringify(payload),
      });
      expect(json(await rig.tap.first(VERIFIED, 'verify-1'))).toMatchObject({
        valid: true,
        metadata: { uid: stamp_id },
      });
    });

    it('hear of a batch once for each stamp', async () => {
      const items = ['a', 'b', 'a'].map((content) => ({ content }));
      const sent = { items, namespace: 'spec.http.batch' };
      expect((await rig.ask('POST', '/batch', sent, { 'x-correlation-id': 'batch-1' })).body).toMatchObject({
        data: { successful_items: 3 },
      });
      await rig.tap.all(EVENTS[0], 'batch-1', 2);
      await rig.tap.readTo(await rig.tap.ends([EVENTS[0]]));
      expect(rig.tap.keyed(EVENTS[0], 'batch-1').length).toBe(2);
    });
  });

  describe('lists a namespace', () => {
    const NAMESPACE = 'spec.http.pages';
    type Listed = {
      readonly stamps: readonly { readonly file_hash: string }[];
      readonly pagination: { next: string | null };
    };
    const list = async (query: string) =>
      (await rig.ask('GET', `/namespace/${NAMESPACE}?${query}`)).body['data'] as Listed;

    beforeAll(async () => {
      const items = Array.from({ length: 25 }, (_, index) => ({ content: `page ${index}` }));
      for (const item of items) await rig.ask('POST', '/batch', { items: [item], namespace: NAMESPACE });
    });

    it('page by page, each stamp once, the newest first, whatever is stamped meanwhile', async () => {
      const seen: string[] = [];
      let next: string | null = null;
      do {
        const page: Listed = await list(`limit=10${next === null ? '' : `&cursor=${next}`}`);
        seen.push(...page.stamps.map(({ file_hash }) => file_hash));
        next = page.pagination.next;
        await rig.ask('POST', '/batch', { items: [{ content: `meanwhile ${seen.length}` }], namespace: NAMESPACE });
      } while (next !== null);
      expect([seen.length, new Set(seen).size]).toEqual([25, 25]);
      const all = (await list('limit=1000')).stamps.map(({ file_hash }) => file_hash);
      expect(all.slice(-25)).toEqual(seen);
    });

    it('by offset, for clients who know no cursor', async () => {
      const all = (await list('limit=1000')).stamps;
      expect((await list('limit=5&offset=10')).stamps).toEqual(all.slice(10, 15));
      expect(await list('limit=5&offset=100')).toMatchObject({ stamps: [], pagination: { has_more: false } });
    });

    it.each(['limit=0', 'limit=1001', 'offset=-1', 'cursor=x', 'cursor=bm8.bm8', 'page=2'])(
      'not by %s',
      async (query) => {
        const answered = await rig.ask('GET', `/namespace/${NAMESPACE}?${query}`);
        expect([answered.status, codesOf(answered)]).toEqual([422, [`VALIDATION_ERROR ${query.split('=')[0]}`]]);
      },
    );
  });

  describe('refuses', () => {
    const stamp = (body: object) => rig.ask('POST', '/stamp', body);

    it.each([
      ['a content that is no text', { content: 42 }, 'content'],
      ['a content that is null', { content: null }, 'content'],
      ['a lone surrogate', { content: 'a\ud800' }, 'content'],
      ['a namespace with an empty segment', { content: 'x', namespace: 'a..b' }, 'namespace'],
      ['a namespace with a capital letter', { content: 'x', namespace: 'A.b.c' }, 'namespace'],
      ['a namespace that is too long', { content: 'x', namespace: 'a'.repeat(201) }, 'namespace'],
      ['an unknown type of stamp', { content: 'x', options: { stamp_type: 'hash_only' } }, 'options.stamp_type'],
      ['an op_id that is none', { content: 'x', op_id: '1' }, 'op_id'],
      ['a version that is none', { content: 'x', version: 0 }, 'version'],
      ['metadata that is no object', { content: 'x', metadata: [] }, 'metadata'],
      ['metadata that cannot be kept', { content: 'x', metadata: { note: 'a\u0000' } }, 'metadata'],
      ['a path that cannot be kept', { content: 'x', file_path: 'a\u0000b' }, 'file_path'],
      ['an author who would break the stamp', { content: 'x', metadata: { author: 'a\nb' } }, 'metadata.author'],
    ])('%s', async (_, body, field) => {
      const answered = await stamp(body);
      expect([answered.status, codesOf(answered)]).toEqual([422, [`VALIDATION_ERROR ${field}`]]);
    });

    it.each(['ab', 'g'.repeat(64), 'A'.repeat(64), 'a'.repeat(65), 'a%00'])('the hash %s', async (hash) => {
      const answered = await rig.ask('GET', `/stamp/${hash}`);
      expect([answered.status, codesOf(answered)]).toEqual([400, ['INVALID_HASH_FORMAT file_hash']]);
    });

    it('an expected hash of another form', async () => {
      const answered = await rig.ask('POST', '/validate', { content: 'x', options: { expected_hash: 'ab' } });
      expect([answered.status, codesOf(answered)]).toEqual([400, ['INVALID_HASH_FORMAT options.expected_hash']]);
    });

    it('a batch of too many, of two with one id, and of what is no item', async () => {
      const batch = (items: readonly unknown[]) => rig.ask('POST', '/batch', { items });
      const item = (id: number) => ({ id: `i${id}`, content: 'x' });
      const many = await batch(Array.from({ length: 10_001 }, (_, index) => item(index)));
      expect([many.status, codesOf(many)]).toEqual([413, ['BATCH_TOO_LARGE items']]);
      const twice = await batch([item(1), item(2), item(1)]);
      expect([twice.status, codesOf(twice)]).toEqual([422, ['DUPLICATE_ITEM_ID items']]);
      const none = await batch(['text']);
      expect([none.status, codesOf(none)]).toEqual([422, ['VALIDATION_ERROR items.0']]);
    });

    it('in a batch the bad items alone', async () => {
      const items = [
        { content: 'a\udc00' },
        { content: 'x', namespace: 'A' },
        { id: {}, content: 'x' },
        {},
        { content: 'x' },
      ];
      const { body } = await rig.ask('POST', '/batch', { items });
      expect(body).toMatchObject({
        status: 'partial',
        data: {
          failed_items: 4,
          results: [
            { error: expect.stringContaining('lone surrogates') as string },
            { error: expect.stringContaining('namespace') as string },
            { error: 'id must be text or a number' },
            { error: expect.stringContaining("'content'") as string },
            { success: true, id: '4' },
          ],
        },
      });
      expect(await rig.ask('POST', '/batch', { items: [{}] })).toMatchObject({
        status: 200,
        body: { status: 'error' },
      });
    });

    it('who has no token, and readers what changes something, as every page does', async () => {
      const none = await rig.send('POST', '/stamp', '{"content":"x"}', {
        authorization: 'Bearer nobody-gave-this-out',
      });
      expect([none.status, none.headers.get('content-type')]).toEqual([401, 'application/problem+json; charset=utf-8']);
      const reader = { authorization: `Bearer ${TOKENS.rita}` };
      expect(await rig.ask('POST', '/stamp', { content: 'x' }, reader)).toMatchObject({
        status: 403,
        body: { code: 'role_needed' },
      });
      expect(await rig.ask('POST', '/validate', { content: 'x' }, reader)).toMatchObject({ status: 200 });
      expect((await fetch(`${rig.url}/api/v1/metadata-stamping/health/ready`)).status).toBe(200);
    });

    it('what is no JSON, as every page does', async () => {
      for (const [text, code] of [
        ['{', 'invalid_json'],
        ['[]', 'not_an_object'],
        [`{"content":${'['.repeat(200)}${']'.repeat(200)}}`, 'too_deep'],
      ] as const) {
        const response = await rig.send('POST', '/stamp', text);
        expect([response.status, await response.json()]).toMatchObject([400, { code }]);
      }
    });
  });

  describe('a large content', () => {
    it('is stamped up to 100 MiB, and not a byte more', async () => {
      const content = 'x'.repeat(100 * MIB);
      const answered = await rig.ask('POST', '/stamp', { content, namespace: 'spec.http.large' });
      expect(answered).toMatchObject({
        status: 200,
        body: { data: { performance_metrics: { file_size_bytes: 100 * MIB } } },
      });
      const refused = await rig.ask('POST', '/stamp', { content: `${content}x` });
      expect([refused.status, codesOf(refused)]).toEqual([413, ['CONTENT_TOO_LARGE content']]);
      const halves = ['a', 'b'].map((letter) => ({ content: letter.repeat(50 * MIB + 1) }));
      const batch = await rig.ask('POST', '/batch', { items: halves });
      expect([batch.status, codesOf(batch)]).toEqual([413, ['CONTENT_TOO_LARGE items']]);
    });
  });
});
