export { DEAD_LETTERS } from './dead-letters-module';
export {
  findDeadLetter,
  listDeadLetters,
  openCounts,
  reopenDeadLetters,
  resolveDeadLetters,
  storeDeadLetters,
} from './dead-letters';
export type {
  DeadLetterFilter,
  DeadLetterRow,
  DeadLetterStatus,
  Decision,
  OpenCount,
  StoredDeadLetter,
} from './dead-letter-row';
export {
  chooseForRepublish,
  countPurgeable,
  purgeDeadLetters,
  readOriginals,
  type Original,
  type PurgeFilter,
  type RepublishChoice,
} from './dead-letter-jobs';
export { claimAlert, claimAlertEnd, firingAlerts, type FiringAlert } from './alerts';
