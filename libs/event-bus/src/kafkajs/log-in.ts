import { Kafka, logLevel } from 'kafkajs';
import type { ConnectionSettings } from '../settings';

const ANSWER_DEADLINE_MS = 4_000;

/** Of a certificate that is none for us, see `tls` of Node.js and OpenSSL. */
const CERTIFICATE = /CERT|SELF_SIGNED|UNABLE_TO_|certificate/i;
/** How the end of a connection looks whose two sides do not agree on TLS. */
const NO_TLS = /TLS|SSL|wrong version|EPROTO/i;
/** Of a broker that is asked for a log-in and knows none. */
const NO_LOG_IN = /requested API version/i;
const CUT = /ECONNRESET|closed|timed out|timeout/i;

/** A client of the given broker that gives up soon. */
export function kafkaClient({ brokers, clientId, ssl, sasl }: ConnectionSettings): Kafka {
  return new Kafka({
    clientId,
    brokers: [...brokers],
    ...(ssl && { ssl: ssl() }),
    // Three mechanisms with the same fields; the client's type wants one of them named.
    ...(sasl && { sasl: { ...sasl, mechanism: sasl.mechanism as 'plain', password: sasl.password() } }),
    logLevel: logLevel.NOTHING,
    connectionTimeout: ANSWER_DEADLINE_MS,
    authenticationTimeout: ANSWER_DEADLINE_MS,
    requestTimeout: ANSWER_DEADLINE_MS,
    // Each broker is asked once.
    retry: { retries: brokers.length - 1, initialRetryTime: 50 },
  });
}

/** Why the given broker cannot be used, beginning with the variable that says so; undefined where it lets us in. */
export async function brokerFault(settings: ConnectionSettings): Promise<string | undefined> {
  const admin = kafkaClient(settings).admin();
  try {
    await admin.connect();
    await admin.describeCluster();
    return undefined;
  } catch (error) {
    return brokerSentence(settings, error);
  } finally {
    await admin.disconnect().catch(() => undefined);
  }
}

function brokerSentence({ brokers, ssl, sasl }: ConnectionSettings, error: unknown): string {
  const where = brokers.join(', ');
  const { name, text, code, broker } = rootOf(error);
  const refused = `${where} refused the log-in: ${text}`;
  if (/SASL mechanism/i.test(text)) return `KAFKA_SASL_MECHANISM: ${refused}`;
  if (name.includes('SASLAuthentication')) return `KAFKA_SASL_USERNAME, KAFKA_SASL_PASSWORD: ${refused}`;
  const isTls = ssl !== undefined && ssl !== false;
  if (isTls && CERTIFICATE.test(code + text))
    return `KAFKA_SSL_CA_FILE: the certificate of ${where} was refused: ${text}`;
  const protocol = `KAFKA_SECURITY_PROTOCOL: ${where}`;
  if (sasl !== undefined && NO_LOG_IN.test(text)) return `${protocol} takes no log-in: ${text}`;
  if (isTls && (NO_TLS.test(text) || CUT.test(code + text))) return `${protocol} does not answer in TLS: ${text}`;
  if (CUT.test(code + text) && code !== 'ETIMEDOUT') {
    const needs = sasl === undefined ? 'SSL or one of the SASL protocols' : 'SASL_SSL';
    return `${protocol} does not answer as a broker without TLS does; it may need ${needs}: ${text}`;
  }
  if (broker !== undefined && !brokers.includes(broker)) {
    return `KAFKA_BOOTSTRAP_SERVERS: ${where} sends clients to ${broker}, which cannot be reached: ${text}`;
  }
  return `KAFKA_BOOTSTRAP_SERVERS: ${where} cannot be reached: ${text}`;
}

interface Root {
  readonly name: string;
  readonly text: string;
  readonly code: string;
  /** Where it was to connect, of a connection to a broker. */
  readonly broker?: string;
}

/** What happened, behind the errors of those who tried again or tried several addresses. */
export function rootOf(error: unknown): Root {
  if (error instanceof AggregateError && error.errors.length > 0) return rootOf(error.errors[0]);
  if (!(error instanceof Error)) return { name: '', text: String(error), code: '' };
  if (error.name === 'KafkaJSNumberOfRetriesExceeded' && error.cause instanceof Error) return rootOf(error.cause);
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  const text = error.message.replace(/^Connection error: /, '').replaceAll(/\s+/g, ' ');
  const broker = 'broker' in error && typeof error.broker === 'string' ? { broker: error.broker } : {};
  return { name: error.name, text, code, ...broker };
}
