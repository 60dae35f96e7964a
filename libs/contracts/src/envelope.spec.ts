import { record } from '../spec/fixtures';
import { correlationOutside, isSupportedVersion, readEnvelope } from './envelope';
import type { JsonObject } from './json';

const read = (message: JsonObject) => readEnvelope(record(message), message);

describe('isSupportedVersion', () => {
  it.each([
    undefined,
    null,
    '',
    '1',
    '1.0',
    '1.0.0',
    '2.1.0',
    'v1',
    'v2.0',
    1,
    2,
    1.5,
    { major: 1, minor: 0 },
    { major: '2' },
  ])('takes %j', (version) => {
    expect(isSupportedVersion(version)).toBe(true);
  });

  it.each([
    '0.9',
    '3.0',
    '10',
    '12.0',
    'v3',
    'one',
    '1x',
    ' 1',
    true,
    [],
    {},
    { major: 3 },
    { major: null },
    -1,
    1e300,
  ])('refuses %j', (version) => {
    expect(isSupportedVersion(version)).toBe(false);
  });
});

describe('readEnvelope', () => {
  it('tells the three forms apart', () => {
    const payload = {};
    expect(read({ code: 'x' }).form).toBe('flat');
    expect(read({ envelope_version: '1.0', payload }).form).toBe('onex-v1');
    expect(read({ event_type: 'CodegenValidationRequest', payload }).form).toBe('onex-v1');
    expect(read({ event_type: 'CodegenValidationRequest', source: {}, payload }).form).toBe('architecture');
    expect(read({ event_type: 'CUSTOM', payload }).form).toBe('architecture');
    expect(read({ event_type: 'codegen.request.validate', payload }).form).toBe('architecture');
    expect(read({ payload }).form).toBe('architecture');
  });

  it('knows the four names of the time and the three of the id', () => {
    for (const name of ['timestamp', 'event_timestamp', 'envelope_timestamp', 'created_at']) {
      expect(read({ [name]: '2025-10-16 12:34:56.789123' }).timestamp).toBe('2025-10-16 12:34:56.789123');
    }
    for (const name of ['event_id', 'envelope_id', 'id']) expect(read({ [name]: 'e' }).eventId).toBe('e');
  });

  it('takes no id and no type longer than 1024 characters', () => {
    const long = 'x'.repeat(1025);
    expect(read({ correlation_id: long, event_id: long, event_type: long, session_id: long })).toMatchObject({
      correlationId: null,
      eventId: null,
      eventType: null,
      sessionId: null,
    });
    expect(read({ correlation_id: long.slice(1) }).correlationId).toHaveLength(1024);
  });
});

describe('correlationOutside', () => {
  it('looks at own headers only, then at the key', () => {
    expect(correlationOutside(record('x', { key: Buffer.from('k') }))).toBe('k');
    expect(correlationOutside(record('x', { key: Buffer.alloc(0) }))).toBeNull();
    const inherited = Object.create({ correlation_id: Buffer.from('h') }) as Record<string, Buffer>;
    expect(correlationOutside(record('x', { headers: inherited }))).toBeNull();
  });
});
