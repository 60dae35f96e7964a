import { connect } from 'node:net';
import { once } from 'node:events';
import { classifyDatabaseError } from './classify-database-error';

const withCode = (code: string, message = 'x', more: object = {}) =>
  Object.assign(new Error(message), { code, ...more });

describe('classifyDatabaseError', () => {
  it.each([
    'ECONNREFUSED',
    'ECONNRESET',
    'ENOTFOUND',
    'ETIMEDOUT',
    'EPIPE',
    'EHOSTDOWN',
    'ENETDOWN',
    'EADDRNOTAVAIL',
    'EMFILE',
    'EACCES',
    'ERR_STREAM_DESTROYED',
    'ERR_SOCKET_CLOSED',
    'CERT_HAS_EXPIRED',
  ])('calls the network error %s an outage', (code) => {
    expect(classifyDatabaseError(withCode(code))).toBe('outage');
  });

  it.each([
    ['08P01', 'server login failed: FATAL database "x" does not exist'],
    ['08P01', 'query_wait_timeout'],
    ['08P01', 'no more connections allowed (max_client_conn)'],
    ['08P01', 'client_idle_timeout'],
    ['58000', 'query_wait_timeout'],
    ['08006', 'connection failure'],
    ['0P000', 'role "bridge" does not exist'],
    ['25006', 'cannot execute INSERT in a read-only transaction'],
    ['25P03', 'terminating connection due to idle-in-transaction timeout'],
    ['25P04', 'terminating connection due to transaction timeout'],
    ['28000', 'no pg_hba.conf entry for host'],
    ['28P01', 'password authentication failed for user "bridge"'],
    ['3D000', 'database "x" does not exist'],
    ['3F000', 'schema "omninode" does not exist'],
    ['42501', 'permission denied for table stamps'],
    ['42703', 'column "uid" does not exist'],
    ['42704', 'type "citext" does not exist'],
    ['42804', 'column "uid" is of type text but expression is of type uuid'],
    ['42809', '"stamps" is not a table'],
    ['42883', 'function gen_random_uuid() does not exist'],
    ['42P01', 'relation "stamps" does not exist'],
    ['42P10', 'there is no unique or exclusion constraint matching the ON CONFLICT specification'],
    ['53100', 'could not extend file: No space left on device'],
    ['53200', 'out of memory'],
    ['53300', 'sorry, too many clients already'],
    ['53400', 'configuration limit exceeded'],
    ['55000', 'database "x" is not currently accepting connections'],
    ['55006', 'database "x" is being accessed by other users'],
    ['55P03', 'canceling statement due to lock timeout'],
    ['57014', 'canceling statement due to statement timeout'],
    ['57P01', 'terminating connection due to administrator command'],
    ['57P02', 'terminating connection because of crash of another server process'],
    ['57P03', 'the database system is starting up'],
    ['57P04', 'database was dropped'],
    ['57P05', 'terminating connection due to idle-session timeout'],
    ['58030', 'could not read block 1 in file'],
    ['58P01', 'could not open file'],
    ['F0001', 'lock file exists'],
    ['HV00N', 'could not connect to server'],
    ['XX001', 'invalid page in block 1 of relation'],
    ['XX002', 'index is corrupted'],
  ])('calls SQLSTATE %s (%s) an outage', (code, message) => {
    expect(classifyDatabaseError(withCode(code, message))).toBe('outage');
  });

  it.each([
    ['40001', 'could not serialize access due to concurrent update'],
    ['40P01', 'deadlock detected'],
    ['40003', 'statement completion unknown'],
    ['0A000', 'cached plan must not change result type'],
    ['26000', 'prepared statement "S_1" does not exist'],
    ['42P05', 'prepared statement "S_1" already exists'],
    ['34000', 'portal "" does not exist'],
    ['72000', 'snapshot too old'],
    ['XX000', 'tuple concurrently updated'],
  ])('calls SQLSTATE %s (%s) transient', (code, message) => {
    expect(classifyDatabaseError(withCode(code, message))).toBe('transient');
  });

  it.each(['21000', '22021', '22P02', '23502', '23505', '23514', '40002', '42601', '42P07', '44000', '54000', 'P0001'])(
    'calls SQLSTATE %s permanent',
    (code) => {
      expect(classifyDatabaseError(withCode(code))).toBe('permanent');
    },
  );

  it.each([
    ['40001', 'terminating connection due to conflict with recovery'],
    ['XX000', 'Tenant or user not found'],
    ['42601', 'unknown startup parameter'],
  ])('calls it an outage when the server ends the connection, whatever the SQLSTATE: %s (%s)', (code, message) => {
    expect(classifyDatabaseError(withCode(code, message, { severity: 'FATAL' }))).toBe('outage');
  });

  it('calls it an outage when the server has no transaction numbers left', () => {
    const message = 'database is not accepting commands to avoid wraparound data loss in database "x"';
    expect(classifyDatabaseError(withCode('54000', message, { routine: 'GetNewTransactionId' }))).toBe('outage');
    expect(classifyDatabaseError(withCode('54000', 'index row size exceeds', { routine: 'btcheck' }))).toBe(
      'permanent',
    );
  });

  it.each([
    'Connection terminated',
    'Connection terminated unexpectedly',
    'Connection terminated due to connection timeout',
    'timeout exceeded when trying to connect',
    'timeout expired',
    'Query read timeout',
    'Client has encountered a connection error and is not queryable',
    'Client was closed and is not queryable',
    'Cannot use a pool after calling end on the pool',
    'The server does not support SSL connections',
    'There was an error establishing an SSL connection',
    'Received unexpected commandComplete message from backend.',
    'SASL: SCRAM-SERVER-FIRST-MESSAGE: client password must be a string',
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
