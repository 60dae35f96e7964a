import { ask, message, responseTopic, toSend, type Asked, type Op } from './requests';
import type { TestSystem } from './test-system';
import { json, type Json, type Seen } from './tap';

/** BLAKE3-256 of UTF-8, from wire-facts 3.2. */
const EMPTY = 'af1349b9f5f9a1a6a0404dea36dcc9499bcb25c9adc112b7cc9a93cae41f3262';
export const HELLO = 'ea8f163db38682925e4491c5e58d4bb3506ef8c14eb78a86e908c5624a67200f';
const UMLAUT = '4e406513432b4da52ae947c084ea5cf33ef02406f837159d04eed2e86688e376';
const SPACED = 'e1546975aed775d264503077f9e54a007d0bb34e8c851f34fd9ccc0a7f6642fe';

const MIB = 1_048_576;

export function describeStamping(system: () => TestSystem): void {
  const reply = async (asked: Asked): Promise<Json> => {
    await system().tap.send(toSend(asked));
    return json(await system().tap.first(responseTopic(asked.op, asked.style), asked.correlationId));
  };
  const payload = async (op: Op, fields: Json): Promise<Json> => (await reply(ask(op, fields)))['payload'] as Json;

  it.each([
    ['nothing', '', EMPTY],
    ['a word', 'hello', HELLO],
    ['text beyond ASCII', 'héllo', UMLAUT],
    ['space at both ends, which counts', '  class Test: pass\n\n', SPACED],
  ])('hashes the exact bytes of %s', async (_what, content, blake3_hash) => {
    await expect(payload('stamp', { content, namespace: 'a.b.vectors' })).resolves.toMatchObject({
      blake3_hash,
      metadata: { content_length: Buffer.byteLength(content) },
    });
  });

  it('stamps the largest content that fits a message of 1 MiB', async () => {
    const asked = ask('stamp', { content: '', namespace: 'a.b.large' }, { form: 'minimal' });
    const content = 'x'.repeat(MIB - Buffer.byteLength(String(toSend(asked).value)));
    const filled = { ...asked, fields: { content, namespace: 'a.b.large' } };
    expect(Buffer.byteLength(String(toSend(filled).value))).toBe(MIB);
    await expect(reply(filled)).resolves.toMatchObject({
      payload: { metadata: { content_length: content.length } },
    });
  });

  it('refuses 1 MiB of content, whose message is larger, by the id in its key', async () => {
    await expect(reply(ask('stamp', { content: 'x'.repeat(MIB) }))).resolves.toMatchObject({
      error: { code: 'message_too_large' },
      payload: { blake3_hash: null, error: { code: 'message_too_large' } },
    });
  });

  it.each<[string, Json, string]>([
    ['a namespace in upper case', { content: 'a', namespace: 'Bad Namespace' }, '/namespace'],
    ['a namespace of a wrong type', { content: 'a', namespace: 7 }, '/namespace'],
    ['content that is a number', { content: 5 }, '/content'],
    ['content that is an object', { content: { a: 1 } }, '/content'],
    ['no content', {}, ''],
    ['content without UTF-8 bytes', { content: '\ud800' }, '/content'],
  ])('refuses %s and says where', async (_what, fields, path) => {
    const answered = await payload('stamp', fields);
    expect(answered).toMatchObject({ blake3_hash: null, stamp_time: null, error: { code: 'invalid_payload' } });
    const { details } = answered['error'] as { details: { path: string }[] };
    expect(details.map((detail) => detail.path)).toContain(path);
  });

  it('answers the same stamp when content is stamped again', async () => {
    const fields = { content: 'once and for all', namespace: 'a.b.again' };
    const first = await payload('stamp', fields);
    await expect(payload('stamp', fields)).resolves.toEqual(first);
    await expect(payload('stamp', { ...fields, namespace: 'a.b.elsewhere' })).resolves.not.toEqual(first);
  });

  it('answers a batch item by item when some of it is bad', async () => {
    const contents = ['hello', { id: 'doc-1', content: 'héllo' }, 5, { content: 1 }, 'hello', { id: 'x' }];
    const answered = await payload('batch_stamp', { contents, namespace: 'a.b.batch' });
    expect(answered).toMatchObject({
      success_count: 3,
      failed_count: 3,
      results: [
        { index: 0, id: '0', success: true, blake3_hash: HELLO, error: null },
        { index: 1, id: 'doc-1', success: true, blake3_hash: UMLAUT },
        { index: 2, success: false, blake3_hash: null, error: { code: 'invalid_payload' } },
        { index: 3, success: false, error: { code: 'invalid_payload' } },
        { index: 4, success: true, blake3_hash: HELLO },
        { index: 5, id: 'x', success: false },
      ],
    });
  });

  it('refuses a batch that is none, empty or too long', async () => {
    for (const contents of ['hello', [], Array.from({ length: 1001 }, () => 'a')]) {
      await expect(payload('batch_stamp', { contents })).resolves.toMatchObject({ error: { code: 'invalid_payload' } });
    }
  });

  describe('verify', () => {
    const namespace = 'a.b.verify';
    beforeAll(async () => {
      await payload('stamp', { content: 'hello', namespace });
    });

    it.each<[string, Json]>([
      ['a hash', { blake3_hash: HELLO }],
      ['a hash in upper case', { blake3_hash: HELLO.toUpperCase() }],
      ['content', { content: 'hello' }],
      ['both', { blake3_hash: HELLO, content: 'hello' }],
    ])('finds what was stamped by %s', async (_what, fields) => {
      const answered = await payload('verify', { ...fields, namespace });
      expect(answered).toMatchObject({ valid: true, reason: null, metadata: { blake3_hash: HELLO, namespace } });
    });

    it.each<[string, Json, string]>([
      ['a hash that nobody stamped', { blake3_hash: EMPTY, namespace }, 'unknown_hash'],
      ['a hash of another namespace', { blake3_hash: HELLO, namespace: 'a.b.other' }, 'unknown_hash'],
      ['a hash of the wrong length', { blake3_hash: HELLO.slice(1), namespace }, 'invalid_hash'],
      ['content that has another hash', { blake3_hash: HELLO, content: 'hullo', namespace }, 'hash_mismatch'],
      ['nothing', { namespace }, 'nothing_to_verify'],
      ['an invalid namespace', { blake3_hash: HELLO, namespace: 'No Such' }, 'invalid_namespace'],
    ])('says no, and why, to %s', async (_what, fields, reason) => {
      const answered = await reply(ask('verify', fields));
      expect(answered).not.toHaveProperty('error');
      expect(answered['payload']).toMatchObject({ valid: false, reason });
    });
  });

  describe('the events it publishes', () => {
    const event = (type: string, correlationId: string): Promise<Seen> =>
      system().tap.first(`omninode.bridge.event.${type}.v1`, correlationId);

    it('is metadata_stamped and document_processed in the architecture envelope', async () => {
      const asked = ask('stamp', { content: 'known', namespace: 'a.b.events', content_type: 'text/markdown' });
      const stamped = (await reply(asked))['payload'] as { blake3_hash: string; metadata: { uid: string } };
      const envelope = {
        event_type: 'omninode.bridge.event.metadata_stamped.v1',
        correlation_id: asked.correlationId,
        causation_id: asked.eventId,
        version: '1.0.0',
        source: { service: 'bridge' },
        metadata: { trace_id: 'trace-7', span_id: 'span-7' },
      };
      const first = json(await event('metadata_stamped', asked.correlationId));
      expect(first).toMatchObject(envelope);
      expect(first['payload']).toEqual({
        blake3_hash: stamped.blake3_hash,
        namespace: 'a.b.events',
        content_type: 'text/markdown',
      });
      const second = json(await event('document_processed', asked.correlationId));
      const processing_time_ms = expect.any(Number) as number;
      expect(second['payload']).toEqual({
        document_id: stamped.metadata.uid,
        document_id_source: 'stamp',
        processing_time_ms,
      });
    });

    it('says in the audit entry of a stamp who asked for it, for whom, and in which trace', async () => {
      const asked = ask('stamp', { content: 'whose', namespace: 'a.b.events' }, { form: 'architecture' });
      const metadata = { trace_id: 'trace-8', span_id: 'span-8', user_id: 'ada', tenant_id: 'markets' };
      await system().tap.send({ ...toSend(asked), value: JSON.stringify({ ...message(asked), metadata }) });
      const stamped = json(await event('metadata_stamped', asked.correlationId));
      expect(stamped).toMatchObject({
        correlation_id: asked.correlationId,
        causation_id: asked.eventId,
        metadata,
      });
    });

    it('is validation_failed when something cannot be verified', async () => {
      const asked = ask('verify', { blake3_hash: EMPTY, namespace: 'a.b.events' });
      await reply(asked);
      const failed = json(await event('validation_failed', asked.correlationId));
      expect(failed).toMatchObject({ correlation_id: asked.correlationId, causation_id: asked.eventId });
      expect(failed['payload']).toEqual({
        content_hash: EMPTY,
        reason: 'unknown_hash',
        validation_errors: [expect.any(String)],
      });
    });
  });
}
