export { STAMPING } from './stamping-module';
export {
  findAnywhere,
  findStamps,
  insertStamps,
  Stamps,
  type StampDraft,
  type StampKey,
  type StampRow,
} from './stamps';
export { openStamps, type Sealing } from './sealing';
export { countStamps, listStamps, type StampFilter, type StampPlace } from './stamp-list';
export { inTurns, TURN_UNITS } from './in-turns';
export { stamp, stampDrafted, stampResponse } from './stamp';
export { batchStamp, firstRepeated } from './batch-stamp';
export { verify, type VerifyReason } from './verify';
export { STAMPING_HANDLERS } from './handlers';
export type { Judge, StampFault, Stamping, StampStore } from './stamp-store';
export * from './in-file';
export { unstorable } from './kept-metadata';
export * from './signed';
export * from './tree';
export { hasUtf8Bytes } from './utf8';
export { draftOf, type Drafted } from './stamp-draft';
export {
  STAMP_TYPES,
  stamped,
  stampsIn,
  stampText,
  type FoundStamp,
  type StampFacts,
  type StampType,
} from './upstream-format';
