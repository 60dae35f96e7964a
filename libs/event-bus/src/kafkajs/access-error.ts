import { BrokerAccessError } from '../failures';
import type { ConnectionSettings } from '../settings';

/** What decides about access, of the settings of a connection. */
export type Access = Pick<ConnectionSettings, 'sasl' | 'ssl'>;

/** The server's certificate was refused here: codes of `tls` in Node.js. */
const UNTRUSTED = /^(CERT_|SELF_SIGNED|DEPTH_ZERO|UNABLE_TO_|ERR_TLS_CERT|INVALID_CA|HOSTNAME_MISMATCH)/;
/** Ours was refused there; OpenSSL names the alert after `alert`. */
const REFUSED_CERTIFICATE = /^ERR_SSL_.*ALERT_.*(CERTIFICATE|UNKNOWN_CA)/;
/** The other side does not speak TLS. */
const NO_TLS = /before secure TLS connection was established|wrong version number/;
/** Key or certificate of ours cannot be used together, or at all. */
const UNUSABLE_KEYS = /^Failed to connect: (error:\w+:|.*\b(PEM|key values mismatch)\b)/;

interface Origin {
  readonly name: string;
  readonly text: string;
  /** Of a socket, or of OpenSSL. */
  readonly code: string;
  /** The broker's error by its name in the protocol. */
  readonly type: string;
}

/**
 * What the client says of a broker that does not let us in, or not do what we want, as the cause and what to look at;
 * any other error as it is. `wanted` completes "… is not allowed to …".
 */
export function explained(error: unknown, access: Access, wanted = 'do that'): unknown {
  if (!(error instanceof Error) || !error.name.startsWith('KafkaJS')) return error;
  const origin = originOf(error);
  const sentence = ofLogin(origin, access) ?? ofTls(origin, access) ?? ofPermission(origin, access, wanted);
  return sentence === null ? error : new BrokerAccessError(sentence, error);
}

/** Behind the errors of those who tried again. */
function originOf(error: Error): Origin {
  if (error.cause instanceof Error) return originOf(error.cause);
  const { name, message } = error;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  const type = 'type' in error && typeof error.type === 'string' ? error.type : '';
  return { name, text: message.replace(/^Connection error: /, '').trim(), code, type };
}

function ofLogin({ name, text, type }: Origin, { sasl }: Access): string | null {
  if (type === 'UNSUPPORTED_SASL_MECHANISM' || /mechanism is not supported/.test(text))
    return `the broker has no log-in with ${sasl?.mechanism.toUpperCase()}; check KAFKA_SASL_MECHANISM`;
  if (type === 'ILLEGAL_SASL_STATE')
    return 'the broker asks for no log-in here; check KAFKA_SECURITY_PROTOCOL and the port';
  if (name !== 'KafkaJSSASLAuthenticationError') return null;
  const reason = text.replace(/^SASL .*? authentication failed: /i, '');
  return `the broker refused the log-in of ${sasl?.username}: ${reason}; check KAFKA_SASL_USERNAME and KAFKA_SASL_PASSWORD`;
}

function ofTls({ name, text, code }: Origin, { ssl, sasl }: Access): string | null {
  if (code === 'CERT_HAS_EXPIRED') return "the broker's certificate has expired; it needs a new one";
  if (UNTRUSTED.test(code)) return `the broker's certificate is not trusted: ${text}; check KAFKA_SSL_CA_FILE`;
  if (REFUSED_CERTIFICATE.test(code)) {
    const [, alert = code] = /alert ([a-z ]+)/.exec(text) ?? [];
    // Where we have none, the TLS of Java 17.0.15 calls it bad.
    const reason = ssl && ssl().cert === undefined ? 'certificate required' : alert;
    return `the broker refused our certificate: ${reason}; check KAFKA_SSL_CERT_FILE and KAFKA_SSL_KEY_FILE`;
  }
  if (code === SPEAKS_TLS) return `${text}; check KAFKA_SECURITY_PROTOCOL and the port`;
  if (UNUSABLE_KEYS.test(text)) return `${text}; check KAFKA_SSL_CERT_FILE and KAFKA_SSL_KEY_FILE`;
  if (ssl && NO_TLS.test(text)) return 'the broker does not speak TLS here; check KAFKA_SECURITY_PROTOCOL and the port';
  if (ssl && !sasl && name === 'KafkaJSConnectionClosedError')
    return 'the broker ended the connection; if it asks for a log-in, KAFKA_SECURITY_PROTOCOL must be SASL_SSL';
  return null;
}

/** Of a socket without TLS that was answered with it. */
export const SPEAKS_TLS = 'BROKER_SPEAKS_TLS';

export function isRefusal(type: unknown): boolean {
  return typeof type === 'string' && type.endsWith('_AUTHORIZATION_FAILED');
}

function ofPermission({ type }: Origin, { sasl }: Access, wanted: string): string | null {
  if (!isRefusal(type)) return null;
  const who = sasl === undefined ? 'this program' : sasl.username;
  return `the broker does not allow ${who} to ${wanted} (${type}); "omni acl" lists what each worker needs`;
}
