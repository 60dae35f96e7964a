import { MAX_BATCH_ITEMS } from '#contracts';
import { openDatabase, type Database } from '#storage';
import { createRandomDatabase, type RandomDatabase } from '../../support/random-database';
import { json, type Json } from '../main-job/tap';
import { BridgeRig, codesOf, EVENTS } from './bridge-rig';

const HASH = 'a'.repeat(64);
const OPERATIONS = ['stamp', 'batch_stamp', 'verify'] as const;
type Operation = (typeof OPERATIONS)[number];

const requestTopic = (operation: Operation) => `omninode.bridge.request.${operation}.v1`;
const responseTopic = (operation: Operation) => `omninode.bridge.response.${operation}.v1`;
const itemsOf = (count: number) => Array.from({ length: count }, (_, index) => ({ id: index, content: `i${index}` }));

const NAMESPACES: readonly (readonly [what: string, namespace: unknown])[] = [
  ['an empty namespace', ''],
  ['a namespace that begins with a dot', '.a'],
  ['a namespace that ends with a dot', 'a.'],
  ['a namespace with an empty segment', 'a..b'],
  ['a namespace with a capital letter', 'a.B'],
  ['a namespace with a space', 'a b'],
  ['a namespace that is too long', 'a'.repeat(201)],
  ['a namespace that is no text', 7],
];

const CONTENTS: readonly (readonly [what: string, content: unknown])[] = [
  ['a content that is a number', 42],
  ['a content that is null', null],
  ['a content that is a list', ['x']],
  ['a content that is an object', { a: 'x' }],
  ['a high surrogate alone', 'a\ud800'],
  ['a low surrogate alone', '\udc00a'],
  ['the halves of a pair the wrong way round', '\udc00\ud800'],
];

describe('what cannot be stamped', () => {
  let database: RandomDatabase;
  let rows: Database;
  let rig: BridgeRig;
  let asked = 0;

  beforeAll(async () => {
    database = await createRandomDatabase();
    rig = await BridgeRig.open(database.url, [...EVENTS, ...OPERATIONS.map(responseTopic)]);
    rows = openDatabase({ url: database.url, maxConnections: 1, applicationName: 'test', onError: () => undefined });
  });
  afterAll(async () => {
    await rig.close();
    await rows.close();
    await database.drop();
  });

  /** Stamps, and what would be published because of them; that something was refused may be told. */
  const written = async () => {
    const [counted] = await rows.query<{ stamps: number; messages: number }>(
      `SELECT (SELECT count(*)::integer FROM stamps) AS stamps, 
        (SELECT count(*)::integer FROM outbox WHERE topic NOT LIKE 'omninode.bridge.event.validation\\_failed.%') AS messages`,
    );
    return counted;
  };

  describe('over the bus is refused with a code, and nothing of it is stored:', () => {
    const answerTo = async (operation: Operation, payload: Json): Promise<Json> => {
      const id = `bad-${(asked += 1)}`;
      const value = JSON.stringify({ correlation_id: id, payload });
      await rig.tap.send({ topic: requestTopic(operation), key: id, value });
      return json(await rig.tap.first(responseTopic(operation), id));
    };
    const bad: readonly (readonly [what: string, operation: Operation, payload: Json, code: string])[] = [
      ...CONTENTS.map(([what, content]) => [what, 'stamp', { content }, 'invalid_payload'] as const),
      ...NAMESPACES.map(
        ([what, namespace]) => [what, 'stamp', { content: 'x', namespace }, 'invalid_payload'] as const,
      ),
      ['no content', 'stamp', {}, 'invalid_payload'],
      ['a message of more than 1 MiB', 'stamp', { content: 'x'.repeat(1_048_576) }, 'message_too_large'],
      ['a path with NUL', 'stamp', { content: 'x', file_path: 'a\u0000' }, 'invalid_payload'],
      ['a batch that is no list', 'batch_stamp', { contents: 'x' }, 'invalid_payload'],
      ['one item too many', 'batch_stamp', { contents: itemsOf(MAX_BATCH_ITEMS + 1) }, 'invalid_payload'],
      ['10,001 items', 'batch_stamp', { contents: itemsOf(10_001) }, 'invalid_payload'],
      ['a batch for no namespace', 'batch_stamp', { contents: ['x'], namespace: 'a..b' }, 'invalid_payload'],
      ['a hash that is no text', 'verify', { blake3_hash: 7 }, 'invalid_payload'],
    ];

    it.each(bad)('%s', async (_, operation, payload, code) => {
      const before = await written();
      expect(await answerTo(operation, payload)).toMatchObject({ error: { code } });
      expect(await written()).toEqual(before);
    });

    it.each([
      ['a hash that is too short', HASH.slice(1)],
      ['a hash that is too long', `${HASH}a`],
      ['a hash of other letters', 'g'.repeat(64)],
      ['an empty hash', ''],
    ])('%s, which is no error but a no', async (_, blake3_hash) => {
      expect(await answerTo('verify', { blake3_hash })).toMatchObject({
        payload: { valid: false, reason: 'invalid_hash' },
      });
    });

    it('an item of a batch, alone, by its index', async () => {
      const before = await written();
      const contents = [
        ...CONTENTS.map(([, content]) => ({ content })),
        ...NAMESPACES.map(([, namespace]) => ({ content: 'x', namespace })),
        { id: {}, content: 'x' },
        7,
      ];
      const { payload } = await answerTo('batch_stamp', { contents });
      const { results } = payload as { readonly results: readonly Json[] };
      expect(payload).toMatchObject({ success_count: 0, failed_count: contents.length });
      expect(results.map(({ index, error }) => [index, (error as Json)['code']])).toEqual(
        contents.map((_, index) => [index, 'invalid_payload']),
      );
      expect(await written()).toEqual(before);
    });

    it.each([
      ['an empty batch', []],
      ['a batch with two items of one id', ['one', 'two'].map((content) => ({ id: 'same', content }))],
      ['a batch with an id that another item has by its place', ['one', { id: 0, content: 'two' }]],
    ])('%s, of which nothing is stored', async (_, contents) => {
      const before = await written();
      expect(await answerTo('batch_stamp', { contents })).toMatchObject({
        payload: { results: [], success_count: 0, error: { code: 'invalid_payload' } },
      });
      expect(await written()).toEqual(before);
    });
  });

  describe('over HTTP is refused with a code, and nothing of it is stored:', () => {
    const bad: readonly (readonly [what: string, path: string, body: object, status: number, code: string])[] = [
      ...CONTENTS.map(([what, content]) => [what, '/stamp', { content }, 422, 'VALIDATION_ERROR content'] as const),
      ...NAMESPACES.map(
        ([what, namespace]) =>
          [what, '/stamp', { content: 'x', namespace }, 422, 'VALIDATION_ERROR namespace'] as const,
      ),
      ['a path with NUL', '/stamp', { content: 'x', file_path: 'a\u0000' }, 422, 'VALIDATION_ERROR file_path'],
      ['an empty batch', '/batch', { items: [] }, 400, 'EMPTY_BATCH_REQUEST items'],
      ['a batch that is no list', '/batch', { items: 'x' }, 422, 'VALIDATION_ERROR items'],
      ['10,001 items', '/batch', { items: itemsOf(10_001) }, 413, 'BATCH_TOO_LARGE items'],
      [
        'two items with one id',
        '/batch',
        { items: [...itemsOf(2), { id: 1, content: 'x' }] },
        422,
        'DUPLICATE_ITEM_ID items',
      ],
      [
        'an id that another item has by its place',
        '/batch',
        { items: [{ content: 'x' }, { id: '0', content: 'y' }] },
        422,
        'DUPLICATE_ITEM_ID items',
      ],
      [
        'a batch for no namespace',
        '/batch',
        { items: itemsOf(1), namespace: 'a..b' },
        422,
        'VALIDATION_ERROR namespace',
      ],
    ];

    it.each(bad)('%s', async (_, path, body, status, code) => {
      const before = await written();
      const answered = await rig.ask('POST', path, body);
      expect([answered.status, codesOf(answered)]).toEqual([status, [code]]);
      expect(await written()).toEqual(before);
    });

    it('a content of 100 MiB and one byte, the letters of which have two', async () => {
      const before = await written();
      const answered = await rig.ask('POST', '/stamp', { content: `${'é'.repeat(50 * 1_048_576)}x` });
      expect([answered.status, codesOf(answered)]).toEqual([413, ['CONTENT_TOO_LARGE content']]);
      expect(await written()).toEqual(before);
    });

    it('a body that stops in the middle', async () => {
      const before = await written();
      const response = await rig.send('POST', '/batch', '{"items":[{"content":"x"},{"cont');
      expect([response.status, await response.json()]).toMatchObject([400, { code: 'invalid_json' }]);
      expect(await written()).toEqual(before);
    });
  });
});
