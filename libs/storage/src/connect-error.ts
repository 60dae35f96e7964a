/** The server's certificate was refused here: codes of `tls` in Node.js. */
const UNTRUSTED = /^(CERT_|SELF_SIGNED|DEPTH_ZERO|UNABLE_TO_|ERR_TLS_CERT|INVALID_CA|HOSTNAME_MISMATCH)/;

/** What a server that does not let us in says, with what to look at; anything else as it is. */
export function explainedConnect(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  const advice = adviceFor(code, error.message);
  if (advice === null) return error;
  return Object.assign(new Error(`${error.message}; check ${advice}`, { cause: error }), { code });
}

function adviceFor(code: string, message: string): string | null {
  if (code === 'CERT_HAS_EXPIRED') return 'the certificate of the database server';
  if (UNTRUSTED.test(code)) return 'sslrootcert and the host in DATABASE_URL';
  if (/does not support SSL/.test(message)) return 'sslmode in DATABASE_URL';
  // Class 28 is about who we are and how we come (PostgreSQL manual, appendix A).
  if (code === '28P01') return 'user and password in DATABASE_URL';
  return code.startsWith('28') ? 'user, sslmode and sslcert in DATABASE_URL, and pg_hba.conf' : null;
}
