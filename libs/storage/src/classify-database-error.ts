import { types } from 'node:util';

/**
 * `outage`: the database fails everyone (unreachable, going down, full, locked, read-only, too slow, not set up): pause
 * and probe. `transient`: this statement lost a race: try it again. `permanent`: this row can never be stored; trying
 * again changes nothing.
 */
export type DatabaseErrorKind = 'outage' | 'transient' | 'permanent';

/** Five characters, a class of two and the rest: PostgreSQL manual, appendix A. */
const SQLSTATE = /^[0-9A-Z]{5}$/;

/**
 * Classes that are about the connection, the server or the schema and never about a row: connection (08), foreign
 * servers (HV), state of the transaction (25: read-only, idle too long), authorization (28), role (0P), database (3D),
 * schema (3F), resources (53), state of an object (55: locked, in use), intervention (57: cancelled, shut down, not
 * started), system (58), configuration (F0); and data or an index that is corrupted (XX001, XX002).
 *
 * Of class 42 what is missing or was changed by somebody else: grant, table, column, function, type, unique index,
 * type of a column, kind of a relation. Our statements are fixed texts, so what else it has is a mistake of ours.
 */
const OUTAGE_STATE =
  /^(08|0P|25|28|3D|3F|53|55|57|58|F0|HV|XX001|XX002|42501|42P01|42703|42883|42704|42P10|42804|42809)/;

/**
 * Rollbacks (40: serialization, deadlock, conflict with recovery), a snapshot that is too old, internal errors; a plan
 * that another program's migration made invalid (0A000), and prepared statements and portals that a connection pooler
 * left in another session (26000, 34000, 42P05).
 */
const TRANSIENT_STATE = /^(40|72|XX000|0A000|26000|34000|42P05)/;

/**
 * Limits (54) are a row's fault, but for the numbers of transactions: where those run out nobody can write. So are
 * checks (23514), but for the partition of the month that nobody could make.
 */
const NOT_SET_UP = /^(GetNew(Transaction|MultiXact)|ExecFindPartition)/;

/** A connection that the server, or the pooler before it, has ended. */
const ENDED = new Set(['FATAL', 'PANIC']);

/** Codes of Node's sockets, its resolver and its TLS, and a process without free file descriptors. */
const NETWORK_CODE =
  /^(ECONN|ENOTFOUND|EAI_|ETIMEDOUT|EHOST|ENET|EADDRNOTAVAIL|EPIPE|EPROTO|ENOENT|EACCES|EMFILE|ENFILE|ENOBUFS|ERR_TLS_|ERR_SSL_|ERR_STREAM_|ERR_SOCKET_|CERT_|SELF_SIGNED|DEPTH_ZERO|UNABLE_TO_)/;

/** The driver's own errors carry no code, only these words. */
const DRIVER_MESSAGE =
  /^(Connection terminated|Client (was closed|has encountered a connection error)|timeout exceeded when trying to connect|timeout expired|Query read timeout|Cannot use a pool after calling end|The server does not support SSL|There was an error establishing an SSL connection|Received unexpected \w+ message|SASL|Unknown authenticationOk)/;

/** Takes whatever was thrown and follows `cause`. What is no database error at all is `permanent`. */
export function classifyDatabaseError(error: unknown): DatabaseErrorKind {
  if (!types.isNativeError(error)) return 'permanent';
  const code = textOf(error, 'code');
  if (NETWORK_CODE.test(code) || DRIVER_MESSAGE.test(error.message)) return 'outage';
  if (SQLSTATE.test(code)) return ofServerError(error, code);
  return error.cause === undefined || error.cause === error ? 'permanent' : classifyDatabaseError(error.cause);
}

/** The SQLSTATE of what the server answered; empty where it was something else. */
export function sqlStateOf(error: unknown): string {
  const code = types.isNativeError(error) ? textOf(error, 'code') : '';
  return SQLSTATE.test(code) ? code : '';
}

function ofServerError(error: Error, state: string): DatabaseErrorKind {
  if (TRANSIENT_STATE.test(state) && state !== '40002' && !isEnded(error)) return 'transient';
  if (OUTAGE_STATE.test(state) || isEnded(error)) return 'outage';
  return NOT_SET_UP.test(textOf(error, 'routine')) ? 'outage' : 'permanent';
}

function isEnded(error: Error): boolean {
  return ENDED.has(textOf(error, 'severity'));
}

function textOf(error: Error, property: 'code' | 'severity' | 'routine'): string {
  const value: unknown = property in error ? error[property as keyof Error] : undefined;
  return typeof value === 'string' ? value : '';
}
