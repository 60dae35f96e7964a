import { parseDeadLetter } from './parse-dead-letter';
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
