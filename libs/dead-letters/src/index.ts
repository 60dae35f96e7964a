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
export { claimAlert, claimAlertEnd, firingAlerts, type FiringAlert } from './alerts';
