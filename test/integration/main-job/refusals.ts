import { randomUUID } from 'node:crypto';
import { eventually } from '../../support/eventually';
import { ask, deadLetterTopic, requestTopic, responseTopic, toSend, type Op, type Style } from './requests';
import type { TestSystem } from './test-system';
import { json, type Json, type Seen, type ToSend } from './tap';

interface Refused {
  readonly what: string;
  readonly op: Op;
  readonly style: Style;
  readonly code: string;
  readonly value: (correlationId: string) => string | Buffer | null;
}

const text = (value: Json) => (correlation_id: string) => JSON.stringify({ correlation_id, ...value });
const GOOD = { code_content: 'x = 1\n' };

const REFUSED: readonly Refused[] = [
  {
    what: 'JSON that ends too soon',
    op: 'validate',
    style: 'dotted',
    code: 'invalid_json',
    value: () => '{"payload":',
  },
  {
    what: 'bytes that are no UTF-8',
    op: 'stamp',
    style: 'underscored',
    code: 'invalid_utf8',
    value: () => Buffer.from('7b2261223a22ff227d', 'hex'),
  },
  { what: 'a JSON array', op: 'verify', style: 'dotted', code: 'not_an_object', value: () => '[1,2]' },
  { what: 'a tombstone', op: 'stamp', style: 'dotted', code: 'empty_value', value: () => null },
  {
    what: 'JSON that is too deep',
    op: 'stamp',
    style: 'dotted',
    code: 'too_deep',
    value: () => `{"payload":${'['.repeat(5000)}${']'.repeat(5000)}}`,
  },
  {
    what: 'a request without its one required field',
    op: 'validate',
    style: 'underscored',
    code: 'invalid_payload',
    value: text({ envelope_version: '1.0', payload: { node_type: 'effect' } }),
  },
  {
    what: 'a language it does not know',
    op: 'validate',
    style: 'dotted',
    code: 'unsupported_language',
    value: text({ payload: { ...GOOD, language: 'cobol' } }),
  },
  {
    what: 'an envelope version of the future',
    op: 'stamp',
    style: 'underscored',
    code: 'unsupported_version',
    value: text({ envelope_version: '9.0', payload: { content: 'a' } }),
  },
  {
    what: 'a message of more than 1 MiB',
    op: 'stamp',
    style: 'dotted',
    code: 'message_too_large',
    value: text({ payload: { content: 'y'.repeat(1_100_000) } }),
  },
];

export function describeRefusals(system: () => TestSystem): void {
  const letter = (op: Op, style: Style, key: string): Promise<Seen> =>
    system().tap.first(deadLetterTopic(op, style), key);

  it.each(REFUSED)('answers $what with $code and keeps its exact bytes', async ({ op, style, code, value }) => {
    const key = randomUUID();
    const sent: ToSend = { topic: requestTopic(op, style), key, value: value(key), headers: { 'x-team': 'blue' } };
    const [position] = await system().tap.send(sent);
    const reply = await system().tap.first(responseTopic(op, style), key);
    expect(reply.headers).toMatchObject({ 'x-error-code': code });
    expect(json(reply)).toMatchObject({ correlation_id: key, error: { code, message: expect.any(String) as string } });

    const dead = await letter(op, style, key);
    expect(dead.headers).toMatchObject({
      'x-error-code': code,
      error_category: 'contract',
      original_topic: sent.topic,
      original_partition: String(position?.partition),
      original_offset: position?.offset,
      retry_count: '0',
    });
    const bytes = bytesOf(dead);
    expect(sent.value === null ? bytes === null : bytes?.equals(Buffer.from(sent.value))).toBe(true);
    expect(system().tap.keyed(responseTopic(op, style), key)).toHaveLength(1);
  });

  it('keeps a response that arrives on a request topic and answers nobody, because that would loop', async () => {
    const asked = ask('stamp', { content: 'a' });
    const response = { ...(JSON.parse(String(toSend(asked).value)) as Json), event_type: 'StampResponse' };
    await system().tap.send({ ...toSend(asked), value: JSON.stringify(response) });
    const dead = await letter('stamp', 'dotted', asked.correlationId);
    expect(dead.headers).toMatchObject({ 'x-error-code': 'response_on_request_topic' });
    // A later request with the same key has been answered, so the one before it will not be any more.
    await system().tap.send(toSend(asked));
    const replies = await system().tap.all(responseTopic('stamp', 'dotted'), asked.correlationId, 1);
    expect(replies.map((reply) => json(reply)['error'])).toEqual([undefined]);
  });

  it('keeps a message that nobody can be answered for', async () => {
    const marker = randomUUID();
    await system().tap.send({ topic: requestTopic('stamp', 'dotted'), key: null, value: `{"lost":"${marker}"` });
    const dead = await eventually('its dead letter', () =>
      system()
        .tap.on(deadLetterTopic('stamp', 'dotted'))
        .find((record) => record.key === null && bytesOf(record)?.includes(marker)),
    );
    expect(json(dead)).toMatchObject({ error: { code: 'invalid_json' }, correlation_id: null, original_key: null });
  });

  it('retries none of them', async () => {
    for (const name of ['bridge', 'intelligence'] as const) {
      const page = await (await fetch(`${await system().app(name).url()}/metrics`)).text();
      expect(page).toContain('omninode_retries_total');
      expect(page).not.toMatch(/^omninode_retries_total\{/m);
    }
  });
}

/** The original, from the superset record, or the record's own value where it is too large to be wrapped. */
function bytesOf(dead: Seen): Buffer | null {
  if (dead.headers['content_type'] === 'application/octet-stream') return dead.value;
  const wrapped = json(dead)['original_value_b64'];
  return typeof wrapped === 'string' ? Buffer.from(wrapped, 'base64') : null;
}
