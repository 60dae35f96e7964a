import { connect } from 'node:net';
import { once } from 'node:events';
import { classifyDatabaseError } from './classify-database-error';

const withCode = (code: string, message = 'x') => Object.assign(new Error(message), { code });

describe('classifyDatabaseError', () => {
  it.each(['ECONNREFUSED', 'ECONNRESET', 'ENOTFOUND', 'ETIMEDOUT', 'EPIPE', 'CERT_HAS_EXPIRED'])(
    'calls the network error %s an outage',
    (code) => {
      expect(classifyDatabaseError(withCode(code))).toBe('outage');
    },
  );

  it.each(['57P01', '57P02', '57P03', '53300', '53100', '08006', '08P01', '28P01', '3D000', '25006', '42P01'])(
    'calls SQLSTATE %s an outage',
    (code) => {
      expect(classifyDatabaseError(withCode(code))).toBe('outage');
    },
  );

  it.each(['40001', '40P01', '55P03', '57014'])('calls SQLSTATE %s transient', (code) => {
    expect(classifyDatabaseError(withCode(code))).toBe('transient');
  });

  it.each(['22021', '23505', '23514', '22P02', '54000'])('calls SQLSTATE %s permanent', (code) => {
    expect(classifyDatabaseError(withCode(code))).toBe('permanent');
  });

  it.each([
    'Connection terminated unexpectedly',
    'timeout exceeded when trying to connect',
    'Query read timeout',
    'Client has encountered a connection error and is not queryable',
  ])('knows the driver error "%s" by its words', (message) => {
    expect(classifyDatabaseError(new Error(message))).toBe('outage');
  });

  it('looks at the cause', () => {
    expect(classifyDatabaseError(new Error('stamping failed', { cause: withCode('57P01') }))).toBe('outage');
  });

  it('calls a defect of our own permanent', () => {
    expect(classifyDatabaseError(new TypeError('x is not a function'))).toBe('permanent');
    expect(classifyDatabaseError('just text')).toBe('permanent');
    expect(classifyDatabaseError(undefined)).toBe('permanent');
  });

  it('recognises what a refused connection really looks like', async () => {
    // Port 1 of the loopback interface: nobody listens there.
    const [error] = (await once(connect(1, 'localhost'), 'error').catch((caught: unknown) => [caught])) as [unknown];
    expect(classifyDatabaseError(error)).toBe('outage');
  });
});
