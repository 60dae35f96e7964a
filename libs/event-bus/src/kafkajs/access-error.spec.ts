import { explained, SPEAKS_TLS, type Access } from './access-error';

const SSL = { ssl: () => ({}) };
const SASL = { sasl: { mechanism: 'scram-sha-512', username: 'bridge', password: () => 'hunter2' } } as const;

function clientError(name: string, message: string, more: object = {}): Error {
  return Object.assign(new Error(message), { name: `KafkaJS${name}`, ...more });
}

/** As it comes out of the client where it has tried again. */
function triedAgain(cause: Error): Error {
  return Object.assign(new Error(cause.message, { cause }), { name: 'KafkaJSNumberOfRetriesExceeded' });
}

const connection = (message: string, code?: string): Error =>
  triedAgain(clientError('ConnectionError', message, { code }));

const SCRAM = 'SASL SCRAM SHA512 authentication failed: Authentication failed during authentication due to invalid';
const ALERT = '80DC:error:0A00045C:SSL routines:ssl3_read_bytes:tlsv13 alert certificate required:../deps/rec.c:1601';

/** What kafkajs says on Apache Kafka 4.4 and Node.js 20. */
describe('what a broker that does not let us in', () => {
  it.each<[what: string, error: Error, access: Access, sentence: RegExp]>([
    [
      'a wrong password',
      clientError('SASLAuthenticationError', SCRAM),
      SASL,
      /log-in of bridge: .* KAFKA_SASL_PASSWORD$/,
    ],
    [
      'a mechanism it has not',
      clientError('ProtocolError', 'not supported', { type: 'UNSUPPORTED_SASL_MECHANISM' }),
      SASL,
      /no log-in with SCRAM-SHA-512; check KAFKA_SASL_MECHANISM$/,
    ],
    [
      'a log-in nobody asked for',
      clientError('ProtocolError', 'x', { type: 'ILLEGAL_SASL_STATE' }),
      SASL,
      /asks for no log-in/,
    ],
    [
      'a foreign authority',
      connection('Connection error: unable to verify the first certificate', 'UNABLE_TO_VERIFY_LEAF_SIGNATURE'),
      SSL,
      /not trusted: unable to verify the first certificate; check KAFKA_SSL_CA_FILE$/,
    ],
    [
      'a certificate for another host',
      connection('Connection error: Host: h. is not in the names', 'ERR_TLS_CERT_ALTNAME_INVALID'),
      SSL,
      /not trusted: Host: h\. is not/,
    ],
    [
      'an expired certificate',
      connection('certificate has expired', 'CERT_HAS_EXPIRED'),
      SSL,
      /certificate has expired/,
    ],
    [
      'no certificate of ours',
      connection(ALERT, 'ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED'),
      SSL,
      /refused our certificate: certificate required; check KAFKA_SSL_CERT_FILE/,
    ],
    [
      'no certificate of ours, which it calls a bad one',
      connection('SSL alert bad certificate', 'ERR_SSL_SSLV3_ALERT_BAD_CERTIFICATE'),
      SSL,
      /refused our certificate: certificate required; check KAFKA_SSL_CERT_FILE/,
    ],
    [
      'a certificate of ours that it does not take',
      connection('SSL alert bad certificate', 'ERR_SSL_SSLV3_ALERT_BAD_CERTIFICATE'),
      { ssl: () => ({ cert: 'PEM' }) },
      /refused our certificate: bad certificate; check KAFKA_SSL_CERT_FILE/,
    ],
    [
      'a key that is not that of the certificate',
      connection('Failed to connect: error:05800074:x509 certificate routines::key values mismatch'),
      SSL,
      /key values mismatch; check KAFKA_SSL_CERT_FILE and KAFKA_SSL_KEY_FILE$/,
    ],
    ['TLS where we have none', connection('the broker answers with TLS', SPEAKS_TLS), {}, /answers with TLS; check/],
    [
      'no TLS where we have it',
      connection('Client network socket disconnected before secure TLS connection was established', 'ECONNRESET'),
      SSL,
      /does not speak TLS here; check KAFKA_SECURITY_PROTOCOL/,
    ],
    [
      'an end in the place of a log-in',
      clientError('ConnectionClosedError', 'Closed connection'),
      SSL,
      /must be SASL_SSL$/,
    ],
    [
      'a permission',
      clientError('ProtocolError', 'Not authorized', { type: 'GROUP_AUTHORIZATION_FAILED' }),
      SASL,
      /does not allow bridge to join the group g \(GROUP_AUTHORIZATION_FAILED\); "omni acl"/,
    ],
  ])('means by %s is said, without the password', (_, error, access, sentence) => {
    const found = explained(error, access, 'join the group g') as Error;
    expect(found).toMatchObject({ code: 'broker_access', message: expect.stringMatching(sentence), cause: error });
    expect(found.message).not.toContain('hunter2');
  });

  it.each([
    ['a broker that is away', connection('connect ECONNREFUSED', 'ECONNREFUSED')],
    ['a connection that was closed', clientError('ConnectionClosedError', 'Closed connection')],
    ['an error of ours', new TypeError('x')],
  ])('is no matter of access: %s', (_, error) => {
    expect(explained(error, SASL)).toBe(error);
  });
});
