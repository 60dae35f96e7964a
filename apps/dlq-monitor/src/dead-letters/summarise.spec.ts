import * as fc from 'fast-check';
import { parseDeadLetter } from './parse-dead-letter';
import { previewOf } from './preview';
import { KEY, TOPIC } from './shape-sample';
import { SHAPE_SAMPLES } from './shape-samples';
import { summarise, type DeadLetterSummary } from './summarise';

function summaryOf(value: Buffer | null, headers: Record<string, Buffer> = {}, key = KEY): DeadLetterSummary {
  const place = { topic: `${TOPIC}.dlq`, partition: 0, offset: '7', timestamp: 1_760_000_000_000 };
  return summarise(parseDeadLetter({ ...place, key: Buffer.from(key), value, headers }));
}

describe('a summary', () => {
  it.each(SHAPE_SAMPLES)('is JSON and comes back equal: $name', ({ record }) => {
    const summary = summaryOf(record.value ?? null, record.headers);
    expect(JSON.parse(JSON.stringify(summary))).toEqual(summary);
    expect(summary.preview.length).toBeLessThanOrEqual(500);
  });

  it('shows when and where, and how much', () => {
    const value = Buffer.from(
      JSON.stringify({
        original_topic: TOPIC,
        original_value: '{"a":"ü"}',
        error: 'no',
        error_timestamp: 1_760_000_000,
      }),
    );
    expect(summaryOf(value)).toMatchObject({
      original_topic: TOPIC,
      original_key: KEY,
      original_bytes: 10,
      raw_bytes: value.length,
      failed_at: '2025-10-09T08:53:20.000Z',
      received_at: '2025-10-09T08:53:20.000Z',
      preview: '{"a":"ü"}',
    });
  });

  it('holds no bytes', () => {
    const bytes = Object.values(summaryOf(Buffer.from('{"a":1}'))).filter((member) => Buffer.isBuffer(member));
    expect(bytes).toEqual([]);
  });

  it('previews the dead letter itself where it carries no original', () => {
    expect(summaryOf(Buffer.from('Traceback'))).toMatchObject({ original_bytes: null, preview: 'Traceback' });
    expect(summaryOf(null)).toMatchObject({ original_bytes: null, raw_bytes: 0, preview: '' });
  });

  it('hides secrets in keys, ids and headers', () => {
    const secret = `sk-proj-${'AbCd1234'.repeat(3)}`;
    const headers = {
      'x-error-code': Buffer.from('c'),
      'x-api-key': Buffer.from('hunter2'),
      note: Buffer.from(secret),
    };
    const summary = summaryOf(Buffer.from(JSON.stringify({ correlation_id: secret })), headers, secret);
    expect(summary.original_headers).toEqual({ 'x-api-key': '[REDACTED]', note: '[REDACTED]' });
    expect(JSON.stringify(summary)).not.toMatch(/hunter2|AbCd1234/);
  });
});

describe('a preview', () => {
  const preview = (json: unknown) => previewOf(Buffer.from(JSON.stringify(json)));

  it('hides what a secret name holds, whatever it is', () => {
    const json = { password: ['a', 'b'], credentials: { user: 'u' }, api_key: 7, token: null, secret: true, a: 'b' };
    expect(JSON.parse(preview(json))).toEqual({
      password: '[REDACTED]',
      credentials: '[REDACTED]',
      api_key: '[REDACTED]',
      token: null,
      secret: true,
      a: 'b',
    });
  });

  it('hides what looks like a secret inside any string, JSON in JSON too', () => {
    const text = preview({
      code: 'key = "hunter1"\npassword = "hunter2"',
      inner: JSON.stringify({ password: 'hunter3' }),
    });
    expect(text).toContain('hunter1');
    expect(text).not.toMatch(/hunter[23]/);
  });

  it('hides a secret in text that is not JSON', () => {
    expect(previewOf(Buffer.from('{"password": "hunter2", broken'))).toBe('{"password": [REDACTED], broken');
  });

  it('ends within 500 characters however large, wide or deep the payload is', () => {
    const wide = Object.fromEntries(Array.from({ length: 20_000 }, (_, index) => [`name${index}`, index]));
    const deep = Buffer.from(`{"a":${'['.repeat(100_000)}${']'.repeat(100_000)}}`);
    const previews = [preview(wide), preview('😀'.repeat(9_999)), preview([['x '.repeat(99_999)]]), previewOf(deep)];
    expect(previews.map((text) => text.length <= 500)).toEqual([true, true, true, true]);
    expect(previews[0]).toMatch(/^\{"name0":0,"name1":1,.*…$/);
    expect(previews[3]).toContain('…');
  });

  it('shows small JSON without secrets as it is', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 4, stringUnit: fc.constantFrom('a', 'ü', '"', '\\', '\n') }), (json) => {
        const text = JSON.stringify(json);
        fc.pre(text.length < 400);
        expect(previewOf(Buffer.from(text))).toBe(text);
      }),
    );
  });

  it('is well-formed text without control characters for any bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 2_000 }), (bytes) => {
        const text = previewOf(Buffer.from(bytes));
        expect(text.length).toBeLessThanOrEqual(500);
        expect(text).not.toMatch(/(?![\n\t])[\p{Cc}\p{Cf}\p{Cs}]/u);
      }),
    );
  });
});
