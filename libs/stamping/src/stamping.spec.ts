import 'reflect-metadata';
import * as fc from 'fast-check';
import {
  BatchStampRequest,
  MAX_BATCH_ITEMS,
  StampRequest,
  VerifyRequest,
  type BatchStampResponse,
  type Outcome,
  type VerifyResponse,
} from '#contracts';
import type { StampRow } from './stamps';
import { batchStamp } from './batch-stamp';
import { blake3Hex } from '#blake3';
import { stamp } from './stamp';
import { MAX_CONTENT_BYTES } from './stamp-draft';
import type { Stamping } from './stamp-store';
import { verify } from './verify';

/** Keeps stamps as the table does: the first draft of a key decides. Every look at the clock takes 5 ms. */
function inMemory(): Stamping & { rows: Map<string, StampRow> } {
  const rows = new Map<string, StampRow>();
  let time = Date.parse('2026-03-04T05:06:07.000Z');
  const now = () => new Date((time += 5));
  return {
    rows,
    now,
    stamps: {
      stamp: async (draft) => {
        const key = `${draft.namespace} ${draft.blake3_hash}`;
        const row = rows.get(key) ?? { ...draft, uid: `uid-${rows.size}`, stamped_at: now() };
        rows.set(key, row);
        return row;
      },
      find: async (key) => rows.get(`${key.namespace} ${key.blake3_hash}`),
      anywhere: async (hash) => [...rows.values()].find(({ blake3_hash }) => blake3_hash === hash),
    },
  };
}

const stampRequest = (fields: Partial<StampRequest>) => Object.assign(new StampRequest(), fields);
const batchRequest = (contents: unknown[], fields: Partial<BatchStampRequest> = {}) =>
  Object.assign(new BatchStampRequest(), { contents, ...fields });
const verifyRequest = (fields: Partial<VerifyRequest>) => Object.assign(new VerifyRequest(), fields);

function answered<Result>(outcome: Outcome<Result>): Result {
  if (outcome.kind !== 'answer') throw new Error(`refused: ${outcome.refusal.message}`);
  return outcome.result;
}

describe('stamp', () => {
  it('answers with the hash of the exact content and what was stored about it', async () => {
    const outcome = await stamp(
      stampRequest({ content: 'héllo', namespace: 'a.b', content_type: 'text/markdown', file_path: '/x.md' }),
      inMemory(),
    );
    expect(outcome).toEqual({
      kind: 'answer',
      result: {
        blake3_hash: '4e406513432b4da52ae947c084ea5cf33ef02406f837159d04eed2e86688e376',
        metadata: {
          uid: 'uid-0',
          namespace: 'a.b',
          content_type: 'text/markdown',
          content_length: 6,
          hash_algorithm: 'BLAKE3',
          file_path: '/x.md',
        },
        stamp_time: '2026-03-04T05:06:07.010Z',
      },
      events: [
        {
          type: 'metadata_stamped',
          payload: {
            blake3_hash: '4e406513432b4da52ae947c084ea5cf33ef02406f837159d04eed2e86688e376',
            namespace: 'a.b',
            content_type: 'text/markdown',
          },
        },
        {
          type: 'document_processed',
          payload: { document_id: 'uid-0', document_id_source: 'stamp', file_path: '/x.md', processing_time_ms: 10 },
        },
      ],
    });
  });

  it('stamps empty content', async () => {
    const result = answered(await stamp(stampRequest({ content: '' }), inMemory()));
    expect(result.blake3_hash).toBe('af1349b9f5f9a1a6a0404dea36dcc9499bcb25c9adc112b7cc9a93cae41f3262');
    expect(result.metadata).toMatchObject({ content_length: 0, namespace: 'default', content_type: 'text/plain' });
  });

  it('answers stamping again with the same bytes, and keeps one stamp', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'grapheme' }), fc.integer({ min: 1, max: 4 }), async (content, again) => {
        const memory = inMemory();
        const first = answered(await stamp(stampRequest({ content }), memory));
        for (let time = 0; time < again; time += 1) {
          const later = answered(await stamp(stampRequest({ content, content_type: 'text/other' }), memory));
          expect(JSON.stringify(later)).toBe(JSON.stringify(first));
        }
        expect(memory.rows.size).toBe(1);
      }),
    );
  });

  it('keeps whitespace and newlines apart: nothing is normalised', async () => {
    const memory = inMemory();
    for (const content of ['a', 'a ', 'a\n', 'a\r\n', 'e\u0301', '\u00e9', '\u0000']) {
      await stamp(stampRequest({ content }), memory);
    }
    expect(memory.rows.size).toBe(7);
  });

  it('stamps content of 1 MiB and refuses one byte more', async () => {
    const full = 'x'.repeat(MAX_CONTENT_BYTES);
    const result = answered(await stamp(stampRequest({ content: full }), inMemory()));
    expect(result.blake3_hash).toBe(blake3Hex(full));
    const larger = await stamp(stampRequest({ content: `${full}x` }), inMemory());
    expect(larger).toMatchObject({ kind: 'refusal', refusal: { code: 'content_too_large' } });
  });

  it('counts bytes, not characters', async () => {
    const outcome = await stamp(stampRequest({ content: 'é'.repeat(MAX_CONTENT_BYTES / 2 + 1) }), inMemory());
    expect(outcome).toMatchObject({ kind: 'refusal', refusal: { code: 'content_too_large' } });
  });

  it.each([
    ['content', { content: 'a\ud800b' }],
    ['content', { content: '\udc00\ud800' }],
    ['content_type', { content: 'a', content_type: 'text\u0000plain' }],
    ['file_path', { content: 'a', file_path: '/a\u0000b' }],
    ['file_path', { content: 'a', file_path: '/a\ud800' }],
  ])('refuses a %s that has no bytes or cannot be kept, and makes it known', async (field, fields) => {
    const memory = inMemory();
    const outcome = await stamp(stampRequest(fields), memory);
    expect(outcome).toMatchObject({
      kind: 'refusal',
      refusal: { code: 'invalid_payload', details: [{ path: `/${field}` }] },
      events: [{ type: 'validation_failed', payload: { blake3_hash: null, reason: 'invalid_payload' } }],
    });
    expect(memory.rows.size).toBe(0);
  });

  it('passes on that the store failed', async () => {
    const down = {
      ...inMemory(),
      stamps: {
        stamp: () => Promise.reject(new Error('down')),
        find: async () => undefined,
        anywhere: async () => undefined,
      },
    };
    await expect(stamp(stampRequest({ content: 'a' }), down)).rejects.toThrow('down');
  });
});

describe('batch stamp', () => {
  const batch = async (contents: unknown[], fields: Partial<BatchStampRequest> = {}): Promise<BatchStampResponse> =>
    answered(await batchStamp(batchRequest(contents, fields), inMemory()));

  it.each([
    ['an empty list', [], 'contents has no items'],
    [
      'two items with one id',
      [
        { id: 'a', content: 'a' },
        { id: 'a', content: 5 },
      ],
      'two items have the id "a"',
    ],
    ['an id that another has by its place', ['a', { id: 0, content: 'b' }], 'two items have the id "0"'],
  ])('refuses %s, and stamps nothing of it', async (_, contents, message) => {
    const memory = inMemory();
    const details = [{ path: '/contents', message }];
    await expect(batchStamp(batchRequest(contents), memory)).resolves.toMatchObject({
      kind: 'refusal',
      refusal: { code: 'invalid_payload', message, details },
    });
    expect(memory.rows.size).toBe(0);
  });

  it('takes texts and objects, with the ids they have or their place as id', async () => {
    const { results } = await batch(
      [
        'a',
        { content: 'b' },
        { id: 'mine', content: 'c', content_type: 'text/x-python', file_path: '/c.py' },
        { id: 7, content: 'd', namespace: 'other' },
      ],
      { namespace: 'ns', content_type: 'text/css' },
    );
    expect(results.map(({ index, id, success }) => [index, id, success])).toEqual([
      [0, '0', true],
      [1, '1', true],
      [2, 'mine', true],
      [3, '7', true],
    ]);
    expect(results.map(({ blake3_hash }) => blake3_hash)).toEqual(['a', 'b', 'c', 'd'].map(blake3Hex));
    expect(results.map(({ metadata }) => [metadata['namespace'], metadata['content_type']])).toEqual([
      ['ns', 'text/css'],
      ['ns', 'text/css'],
      ['ns', 'text/x-python'],
      ['other', 'text/css'],
    ]);
  });

  it.each<[string, unknown, string]>([
    ['a number', 42, 'invalid_payload'],
    ['null', null, 'invalid_payload'],
    ['a list', ['a'], 'invalid_payload'],
    ['an object without content', { id: 'x' }, 'invalid_payload'],
    ['content that is no text', { content: 5 }, 'invalid_payload'],
    ['a bad namespace', { content: 'a', namespace: 'Not A Namespace' }, 'invalid_payload'],
    ['a namespace that is no text', { content: 'a', namespace: 5 }, 'invalid_payload'],
    ['a content type that is no text', { content: 'a', content_type: {} }, 'invalid_payload'],
    ['a path that is too long', { content: 'a', file_path: 'x'.repeat(4_097) }, 'invalid_payload'],
    ['a path with NUL', { content: 'a', file_path: '\u0000' }, 'invalid_payload'],
    ['text without UTF-8 bytes', '\ud800', 'invalid_payload'],
    ['an id that cannot be given back', { id: { uuid: 'x' }, content: 'a' }, 'invalid_payload'],
    ['content that is too large', { content: 'x'.repeat(MAX_CONTENT_BYTES + 1) }, 'content_too_large'],
  ])('fails %s alone', async (_, bad, code) => {
    const { results, success_count, failed_count } = await batch(['before', bad, 'after']);
    expect([success_count, failed_count]).toEqual([2, 1]);
    expect(results.map(({ success }) => success)).toEqual([true, false, true]);
    expect(results[1]).toMatchObject({ index: 1, blake3_hash: null, metadata: {}, stamp_time: null, error: { code } });
    expect(results[1]?.error?.message).not.toBe('');
  });

  it('takes equal items as one stamp and as successes, announced once', async () => {
    const memory = inMemory();
    const outcome = await batchStamp(batchRequest(['same', { content: 'same', id: 'x' }, 'other', 'same']), memory);
    expect(answered(outcome)).toMatchObject({ success_count: 4, failed_count: 0 });
    expect(memory.rows.size).toBe(2);
    expect(outcome.events.map(({ type }) => type)).toEqual([
      'metadata_stamped',
      'document_processed',
      'metadata_stamped',
      'document_processed',
    ]);
  });

  it('announces each document, also where two have the same content', async () => {
    const contents = ['a.py', 'b.py', 'a.py'].map((file_path) => ({ content: 'same', file_path }));
    const { events } = await batchStamp(batchRequest(contents), inMemory());
    expect(events.map(({ type, payload }) => [type, 'file_path' in payload ? payload.file_path : null])).toEqual([
      ['metadata_stamped', null],
      ['document_processed', 'a.py'],
      ['document_processed', 'b.py'],
    ]);
  });

  it('refuses more items than a batch may have, and takes as many as it may', async () => {
    const contents = Array.from({ length: MAX_BATCH_ITEMS + 1 }, (_, index) => String(index));
    const outcome = await batchStamp(batchRequest(contents), inMemory());
    expect(outcome).toMatchObject({ kind: 'refusal', refusal: { code: 'invalid_payload' } });
    await expect(batch(contents.slice(1))).resolves.toMatchObject({ success_count: MAX_BATCH_ITEMS });
  });

  it('keeps order and counts whatever the items are, and answers each good one as if it were alone', async () => {
    const anyItem = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 3 }),
      fc.record({ content: fc.string({ maxLength: 3 }), id: fc.string() }, { requiredKeys: ['content'] }),
      fc.jsonValue(),
    );
    const idAt = (item: unknown, index: number): string => {
      const id = (item as { id?: unknown } | null)?.id;
      return typeof id === 'string' || typeof id === 'number' ? String(id) : String(index);
    };
    await fc.assert(
      fc.asyncProperty(fc.array(anyItem, { minLength: 1, maxLength: 30 }), async (contents) => {
        fc.pre(new Set(contents.map(idAt)).size === contents.length);
        const memory = inMemory();
        const { results, success_count, failed_count } = answered(await batchStamp(batchRequest(contents), memory));
        expect(results.map(({ index }) => index)).toEqual(contents.map((_, index) => index));
        expect(success_count + failed_count).toBe(contents.length);
        expect(results.filter(({ success }) => success)).toHaveLength(success_count);
        for (const { index, success, blake3_hash, metadata, stamp_time } of results) {
          const item = contents[index];
          const content = typeof item === 'string' ? item : (item as { content?: unknown } | null)?.content;
          if (!success) continue;
          const alone = answered(await stamp(stampRequest({ content: content as string }), memory));
          expect({ blake3_hash, stamp_time, uid: metadata['uid'] }).toEqual({
            blake3_hash: alone.blake3_hash,
            stamp_time: alone.stamp_time,
            uid: alone.metadata['uid'],
          });
        }
      }),
    );
  });
});

describe('verify', () => {
  const hash = blake3Hex('known');
  const known = async (fields: Partial<VerifyRequest>): Promise<Outcome<VerifyResponse>> => {
    const memory = inMemory();
    await stamp(stampRequest({ content: 'known' }), memory);
    await stamp(stampRequest({ content: 'elsewhere', namespace: 'elsewhere' }), memory);
    return verify(verifyRequest(fields), memory);
  };

  it.each<[string, Partial<VerifyRequest>]>([
    ['its hash', { blake3_hash: hash }],
    ['its hash in upper case', { blake3_hash: hash.toUpperCase() }],
    ['its content', { content: 'known' }],
    ['both', { content: 'known', blake3_hash: hash }],
  ])('confirms what was stamped by %s', async (_, fields) => {
    const outcome = await known(fields);
    expect(answered(outcome)).toEqual({
      valid: true,
      metadata: {
        uid: 'uid-0',
        namespace: 'default',
        content_type: 'text/plain',
        content_length: 5,
        hash_algorithm: 'BLAKE3',
        blake3_hash: hash,
        stamp_time: '2026-03-04T05:06:07.010Z',
      },
      verified_at: expect.stringMatching(/^2026-03-04T05:06:07\.\d{3}Z$/),
      reason: null,
    });
    expect(outcome.events).toEqual([]);
  });

  it.each<[string, string, Partial<VerifyRequest>, string]>([
    ['a hash nobody stamped', 'unknown_hash', { blake3_hash: blake3Hex('new') }, blake3Hex('new')],
    ['content nobody stamped', 'unknown_hash', { content: 'new' }, blake3Hex('new')],
    ['what was stamped in another namespace', 'unknown_hash', { content: 'elsewhere' }, blake3Hex('elsewhere')],
    ['content that is not what has the hash', 'hash_mismatch', { content: 'new', blake3_hash: hash }, blake3Hex('new')],
    ['a hash that is too short', 'invalid_hash', { blake3_hash: hash.slice(1) }, ''],
    ['a hash that is too long', 'invalid_hash', { blake3_hash: `${hash}0` }, ''],
    ['a hash that is no hex', 'invalid_hash', { blake3_hash: 'g'.repeat(64) }, ''],
    ['an empty hash', 'invalid_hash', { blake3_hash: '' }, ''],
    ['nothing at all', 'nothing_to_verify', {}, ''],
    ['content without UTF-8 bytes', 'invalid_content', { content: '\ud800' }, ''],
    ['a bad namespace', 'invalid_namespace', { content: 'known', namespace: 'No Such' }, ''],
    ['an empty namespace', 'invalid_namespace', { content: 'known', namespace: '' }, ''],
  ])('says no to %s: %s', async (_, reason, fields, content_hash) => {
    const outcome = await known(fields);
    expect(answered(outcome)).toMatchObject({ valid: false, reason });
    expect(outcome.events).toEqual([
      {
        type: 'validation_failed',
        payload: {
          blake3_hash: content_hash === '' ? null : content_hash,
          reason,
          validation_errors: [expect.stringMatching(/\w/)],
        },
      },
    ]);
  });

  it.each<[string, Partial<VerifyRequest>, Record<string, unknown>]>([
    ['what nobody stamped', { content: 'new' }, { verdict: 'not_found', expected: blake3Hex('new'), found: null }],
    [
      'what was stamped in another namespace',
      { content: 'elsewhere' },
      { verdict: 'namespace_mismatch', expected: 'default', found: 'elsewhere' },
    ],
    [
      'content that is not what has the hash',
      { content: 'new', blake3_hash: hash },
      { verdict: 'content_mismatch', expected: hash, found: blake3Hex('new') },
    ],
    ['what is no hash', { blake3_hash: 'g'.repeat(300) }, { verdict: 'malformed_stamp', found: 'g'.repeat(200) }],
    ['nothing', {}, { verdict: 'malformed_stamp', expected: null, found: null }],
  ])('judges %s in the words of stamps in files', async (_, fields, metadata) => {
    expect(answered(await known(fields)).metadata).toMatchObject(metadata);
  });

  it('confirms whatever was stamped, and nothing else', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), async (content, other) => {
        const memory = inMemory();
        const blake3_hash = answered(await stamp(stampRequest({ content }), memory)).blake3_hash ?? '';
        const valid = async (fields: Partial<VerifyRequest>) =>
          answered(await verify(verifyRequest(fields), memory)).valid;
        expect(await valid({ blake3_hash, content })).toBe(true);
        expect(await valid({ content: other })).toBe(other === content);
        expect(await valid({ content: other, blake3_hash })).toBe(other === content);
      }),
    );
  });
});
