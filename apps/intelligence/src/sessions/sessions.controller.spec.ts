import { parseJsonObject, STATUS_TOPIC, type JsonObject } from '#contracts';
import { readCancellation } from './sessions.controller';

const STATUS = {
  session_id: 's-1',
  status: 'cancelled',
  progress_percentage: 40,
  message: 'no longer wanted',
  metadata: {},
  timestamp: '2026-01-02T03:04:05.678Z',
  schema_version: '1.0',
};

function read(message: JsonObject | string): string | null {
  const value = Buffer.from(typeof message === 'string' ? message : JSON.stringify(message));
  const record = { topic: STATUS_TOPIC, partition: 0, offset: '0', timestamp: 0, key: null, value, headers: {} };
  return readCancellation({ record, json: parseJsonObject(value) });
}

describe('readCancellation', () => {
  it('finds the session in the envelope of the guide, and without one', () => {
    const envelope = { envelope_version: '1.0', correlation_id: 'c-1', session_id: null, timestamp: STATUS.timestamp };
    expect(read({ ...envelope, event_type: 'CodegenStatusEvent', payload: STATUS })).toBe('s-1');
    expect(read(STATUS)).toBe('s-1');
  });

  it.each(['pending', 'processing', 'completed', 'failed', 'stopped'])('is not told by %s', (status) => {
    expect(read({ payload: { ...STATUS, status } })).toBeNull();
  });

  it('is not told by what is no status event', () => {
    expect(read({ payload: { status: 'cancelled', session_id: 's-1' } })).toBeNull();
    expect(read({ payload: { ...STATUS, session_id: 7 } })).toBeNull();
    expect(read({ payload: 'cancelled' })).toBeNull();
    expect(read('[')).toBeNull();
  });
});
