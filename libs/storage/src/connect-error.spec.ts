import { classifyDatabaseError } from './classify-database-error';
import { explainedConnect } from './connect-error';

const failure = (code: string, message: string): Error => Object.assign(new Error(message), { code });

describe('what a database that does not let us in says', () => {
  it.each([
    ['28P01', 'password authentication failed for user "worker"', 'user and password in DATABASE_URL'],
    ['28000', 'no pg_hba.conf entry for host "h", no encryption', 'user, sslmode and sslcert in DATABASE_URL'],
    ['SELF_SIGNED_CERT_IN_CHAIN', 'self-signed certificate in certificate chain', 'sslrootcert'],
    ['ERR_TLS_CERT_ALTNAME_INVALID', 'Hostname/IP does not match', 'the host in DATABASE_URL'],
    ['CERT_HAS_EXPIRED', 'certificate has expired', 'the certificate of the database server'],
    ['', 'The server does not support SSL connections', 'sslmode in DATABASE_URL'],
  ])('%s comes with what to look at, and is an outage still', (code, message, advice) => {
    const explained = explainedConnect(failure(code, message)) as Error;
    expect(explained.message).toMatch(message);
    expect(explained.message).toContain(advice);
    expect(classifyDatabaseError(explained)).toBe('outage');
  });

  it('leaves the rest as it is', () => {
    const away = failure('ECONNREFUSED', 'connect ECONNREFUSED');
    expect(explainedConnect(away)).toBe(away);
  });
});
