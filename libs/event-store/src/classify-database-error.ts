import { types } from 'node:util';

/**
 * `outage`: the database fails everyone (unreachable, going down, full, not set up): pause and probe.
 * `transient`: this statement lost a race or took too long: try it again.
 * `permanent`: this row can never be stored; trying again changes nothing.
 */
export type DatabaseErrorKind = 'outage' | 'transient' | 'permanent';

/** Five characters, a class of two and the rest: PostgreSQL manual, appendix A. */
const SQLSTATE = /^[0-9A-Z]{5}$/;

/**
 * Connection exceptions (08), bad authorization (28), no such database (3D), insufficient resources (53),
 * system errors (58), shutdown and start (57P), no longer a primary (25006), and a schema or a grant that is
 * missing (42P01, 42703, 42501): every message would meet the same.
 */
const OUTAGE_STATE = /^(08|28|3D|53|58|57P|25006|42P01|42703|42501)/;

/** Serialization failure, deadlock, lock not available, statement timeout, idle-in-transaction timeout. */
const TRANSIENT_STATES = new Set(['40001', '40P01', '55P03', '57014', '25P03']);

/** Codes of Node's sockets, its resolver and its TLS. */
const NETWORK_CODE =
  /^(ECONN|ENOTFOUND|EAI_|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|EPIPE|ENOENT|ERR_TLS_|ERR_SSL_|CERT_|SELF_SIGNED|DEPTH_ZERO|UNABLE_TO_)/;

/** The driver's own errors carry no code, only these words. */
const DRIVER_MESSAGE =
  /^(Connection terminated|Client has encountered a connection error|timeout exceeded when trying to connect|timeout expired|Query read timeout|Cannot use a pool after calling end|The server does not support SSL)/;

/** Takes whatever was thrown and follows `cause`. What is no database error at all is `permanent`. */
export function classifyDatabaseError(error: unknown): DatabaseErrorKind {
  if (!types.isNativeError(error)) return 'permanent';
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  if (SQLSTATE.test(code) && !NETWORK_CODE.test(code)) return ofState(code);
  if (NETWORK_CODE.test(code) || DRIVER_MESSAGE.test(error.message)) return 'outage';
  return error.cause === undefined || error.cause === error ? 'permanent' : classifyDatabaseError(error.cause);
}

function ofState(state: string): DatabaseErrorKind {
  if (TRANSIENT_STATES.has(state)) return 'transient';
  return OUTAGE_STATE.test(state) ? 'outage' : 'permanent';
}
