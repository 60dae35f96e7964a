import { setTimeout as pause } from 'node:timers/promises';
import { Kafka, logLevel } from 'kafkajs';
import { Client } from 'pg';
import type { ConnectionSettings } from '#event-bus';

const ANSWER_DEADLINE_MS = 4_000;
/** A database that says that it is only starting, or full, is asked again for so long. */
const DATABASE_PATIENCE_MS = 30_000;

/** cannot_connect_now and too_many_connections. */
const MOMENTARY = new Set(['57P03', '53300']);
/** Of a certificate that is none for us, see `tls` of Node.js and OpenSSL. */
const CERTIFICATE = /CERT|SELF_SIGNED|UNABLE_TO_|certificate/i;
/** How the end of a connection looks whose two sides do not agree on TLS. */
const NO_TLS = /TLS|SSL|wrong version|EPROTO/i;
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
  const { name, text, code } = rootOf(error);
  const refused = `${where} refused the log-in: ${text}`;
  if (/SASL mechanism/i.test(text)) return `KAFKA_SASL_MECHANISM: ${refused}`;
  if (name.includes('SASLAuthentication')) return `KAFKA_SASL_USERNAME, KAFKA_SASL_PASSWORD: ${refused}`;
  const isTls = ssl !== undefined && ssl !== false;
  if (isTls && CERTIFICATE.test(code + text))
    return `KAFKA_SSL_CA_FILE: the certificate of ${where} was refused: ${text}`;
  const protocol = `KAFKA_SECURITY_PROTOCOL: ${where}`;
  if (isTls && (NO_TLS.test(text) || CUT.test(code + text))) return `${protocol} does not answer in TLS: ${text}`;
  if (CUT.test(code + text) && code !== 'ETIMEDOUT') {
    const needs = sasl === undefined ? 'SSL or one of the SASL protocols' : 'SASL_SSL';
    return `${protocol} does not answer as a broker without TLS does; it may need ${needs}: ${text}`;
  }
  return `KAFKA_BOOTSTRAP_SERVERS: ${where} cannot be reached: ${text}`;
}

/** Why the given database cannot be used, as one sentence that never has its password; undefined where it lets us in. */
export async function databaseFault(url: string, signal: AbortSignal): Promise<string | undefined> {
  const end = Date.now() + DATABASE_PATIENCE_MS;
  for (;;) {
    const error = await logIn(url);
    if (error === undefined) return undefined;
    const { text, code } = rootOf(error);
    if (!MOMENTARY.has(code) || Date.now() > end || signal.aborted) {
      const refused = code.startsWith('28') ? 'the server refused the log-in' : 'the database cannot be used';
      return `DATABASE_URL: ${refused}: ${text}`;
    }
    await pause(500, undefined, { signal }).catch(() => undefined);
  }
}

async function logIn(url: string): Promise<unknown> {
  try {
    const client = new Client({ connectionString: url, connectionTimeoutMillis: ANSWER_DEADLINE_MS });
    client.on('error', () => undefined);
    await client.connect();
    await client.end();
    return undefined;
  } catch (error) {
    return error ?? new Error('no reason given');
  }
}

/** What happened, behind the errors of those who tried again or tried several addresses. */
function rootOf(error: unknown): { readonly name: string; readonly text: string; readonly code: string } {
  if (error instanceof AggregateError && error.errors.length > 0) return rootOf(error.errors[0]);
  if (!(error instanceof Error)) return { name: '', text: String(error), code: '' };
  if (error.name === 'KafkaJSNumberOfRetriesExceeded' && error.cause instanceof Error) return rootOf(error.cause);
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  return { name: error.name, text: error.message.replace(/^Connection error: /, '').replaceAll(/\s+/g, ' '), code };
}
