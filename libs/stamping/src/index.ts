export { STAMPING } from './stamping-module';
export { findStamps, insertStamps, Stamps, type StampDraft, type StampKey, type StampRow } from './stamps';
export { stamp } from './stamp';
export { batchStamp } from './batch-stamp';
export { verify, type VerifyReason } from './verify';
export { STAMPING_HANDLERS } from './handlers';
export type { Stamping, StampStore } from './stamp-store';
export * from './in-file';
