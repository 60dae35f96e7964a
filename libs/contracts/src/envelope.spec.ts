import * as fc from 'fast-check';
import { record } from '../spec/fixtures';
import { isSupportedVersion, readEnvelope } from './envelope';
import { correlationOutside } from './envelope-ids';
import type { JsonObject } from './json';

const read = (message: JsonObject) => readEnvelope(record(message), { value: message, text: JSON.stringify(message) });

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
  const payload = {};
  it.each([
    ['flat', { code: 'x' }],
    ['flat', { schema_version: '1.0', correlation_id: 'c' }],
    ['onex-v1', { envelope_version: '1.0', payload }],
    ['onex-v1', { event_type: 'CodegenValidationRequest', payload }],
    ['architecture', { event_type: 'CodegenValidationRequest', source: {}, payload }],
    ['architecture', { event_type: 'codegen.request.validate', payload }],
    ['architecture', { event_type: 'codegen.request.validate', source: 'text', payload }],
    ['architecture', { payload }],
    ['hook', { event_type: 'service.lifecycle.started', source: { service_name: 's' }, payload }],
    ['registry', { envelope_version: '1.0', event_timestamp: 't', source_service: 's', payload }],
    ['stamping', { envelope_version: '1.0', source_service: 's', timestamp: 't', payload }],
    ['codegen-event', { envelope_version: 'v1', envelope_id: 'e', envelope_timestamp: 't', payload }],
    ['core', { envelope_version: { major: 1 }, event_id: 'e', payload }],
    ['tool', { envelope_version: { major: 2 }, envelope_id: 'e', payload }],
    ['tool', { envelope_version: '1.0', source_tool: null, payload }],
    ['archon', { event_type: 'CUSTOM', payload }],
    ['archon', { event_type: 'x', payload_type: 'CodegenValidateRequest', payload }],
    ['omniclaude', { id: 'i', service: 'omniclaude', payload }],
    ['omniclaude-v2', { event_type: 't', schema_ref: 'r', source: 's', payload }],
  ])('takes for %s: %j', (form, message) => {
    expect(read(message).form).toBe(form);
  });

  it('knows the four names of the time and the three of the id', () => {
    for (const name of ['timestamp', 'event_timestamp', 'envelope_timestamp', 'created_at']) {
      expect(read({ [name]: '2025-10-16 12:34:56.789123' }).timestamp).toBe('2025-10-16T12:34:56.789Z');
    }
    for (const name of ['event_id', 'envelope_id', 'id']) expect(read({ [name]: 'e' }).eventId).toBe('e');
  });

  it('takes a number for the version of a document where nothing is wrapped', () => {
    expect(read({ version: 3, content: 'x' }).version).toBeUndefined();
    expect(read({ version: '3.0', content: 'x' }).version).toBe('3.0');
    expect(read({ version: 3, payload }).version).toBe(3);
    expect(read({ version: 3, envelope_version: '1.0', content: 'x' }).version).toBe('1.0');
  });

  it('lets a payload type speak where the type is CUSTOM, and carries trace fields from either place', () => {
    expect(read({ event_type: 'CUSTOM', payload_type: 'CodegenMixinRequest', payload }).eventType).toBe(
      'CodegenMixinRequest',
    );
    expect(read({ event_type: 'CUSTOM', payload }).eventType).toBe('CUSTOM');
    expect(read({ trace_id: 'outer', span_id: 's', metadata: { trace_id: 'inner' }, payload }).trace).toEqual({
      trace_id: 'inner',
      span_id: 's',
    });
  });

  it('reads no ids in text that is no JSON, whatever brackets and quotes it has', () => {
    const hostile = fc.array(fc.constantFrom('{', '[', '"', '\\', '"id":1', '"a\\q"', ':', ',', '}', ' '), {
      maxLength: 8,
    });
    fc.assert(
      fc.property(
        hostile.map((parts) => parts.join('')),
        (text) => {
          const message = { correlation_id: 7, payload: text, metadata: text };
          expect(read(message).correlationId).toBe('7');
        },
      ),
    );
  });

  it('takes no type longer than 1024 characters', () => {
    const long = 'x'.repeat(1025);
    expect(read({ event_type: long }).eventType).toBeNull();
    expect(read({ event_type: long.slice(1) }).eventType).toHaveLength(1024);
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
