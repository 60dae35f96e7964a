export { DEAD_LETTERS, RESTORABLE_DAYS } from './dead-letters-module';
export { findDeadLetter, idsMatching, listDeadLetters, openCounts } from './dead-letters';
export { storeDeadLetters } from './store';
export { matching, type Matching } from './matching';
export {
  CLOSED,
  DECISION_VERBS,
  STATUSES,
  statusAfter,
  TRANSITIONS,
  type DeadLetterStatus,
  type DecisionVerb,
  type Verb,
} from './states/states';
export {
  changeStatus,
  countStatuses,
  type StatusCounts,
  historyOf,
  statusesOf,
  type AlsoSet,
  type Changed,
  type HistoryEntry,
} from './states/change-status';
export {
  findGroup,
  groupDeadLetters,
  listGroups,
  withoutGroup,
  type GroupFilter,
  type StoredGroup,
} from './groups/groups';
export { newestOpenOf } from './groups/newest-open';
export { groupOf, type Group } from './groups/group-of';
export { ADDRESSEES, REASONS, type Addressee, type Reason } from './groups/cause';
export type { Failure } from './groups/failure';
export type { DeadLetterFilter, DeadLetterRow, Decision, OpenCount, StoredDeadLetter } from './dead-letter-row';
export { countPurgeable, purgeDeadLetters, type PurgeFilter } from './dead-letter-jobs';
export {
  chosenForRedrive,
  countForRedrive,
  firstPlanned,
  planRedrive,
  type Destinations,
  type PlannedCount,
  type PlannedRecord,
  type RedriveChoice,
} from './redrive/plan';
export { leftUnsent, noteSentTo, takenBy, takenIds } from './redrive/sent';
export { findReturned, linkReturned, traceOf, type Returned, type Trace } from './redrive/returned';
export { editsOf, storeEdit, withEdits, type Edit, type SentEdit } from './redrive/edits';
export { quietGroups, takeTurn } from './redrive/quiet-groups';
export { noteSeen, seenFor, unseen, type Unseen } from './redrive/seen';
export { openDeadLetters, sealDeadLetters, type Seal } from './sealing';
export { readOriginals, type Original } from './originals';
export { alertsSince, claimAlert, claimAlertEnd, listAlerts } from './alerts/alerts';
export { ALERT_KINDS, type AlertFacts, type AlertKind, type AlertSeverity, type KeptAlert } from './alerts/alert';
export { failedSince, watchedGroups, type FailedRecords, type WatchedGroup } from './alerts/figures';
export {
  noticeDelayed,
  noticeDone,
  storeNotices,
  takeNotices,
  waitingNotices,
  type DueNotice,
  type NewNotice,
  type NoticeOutcome,
} from './alerts/notices';
export { flowOf, summariseOpen, type Flow, type OpenSummary } from './overview';
