/** Ids, hashes and instants the samples share. */
export const CORRELATION = '3f6c1d52-8a4e-4b67-9c21-5d0e7a8b9c10';
export const SESSION = '9b1deb4d-3b7d-4bad-9bdd-2b0d7b3dcb6d';
export const EVENT = '6a2f41a3-c54c-4fce-8b7e-0d2a7c9b8e11';
export const AT = '2026-03-14T09:26:53.589Z';
export const LATER = '2026-03-14T09:27:00.000Z';

/** BLAKE3-256 of `hello`. */
export const HASH = 'ea8f163db38682925e4491c5e58d4bb3506ef8c14eb78a86e908c5624a67200f';

/** What every codegen reply repeats. */
export const CODEGEN_REPLY = {
  correlation_id: CORRELATION,
  session_id: SESSION,
  processing_time_ms: 42,
  timestamp: AT,
  schema_version: '1.0',
};
