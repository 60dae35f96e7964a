export { EVENT_LOG, KINDS, type EventKind } from './event-log-module';
export { NO_METADATA, SEALS } from './event';
export type { EventExcerpt, EventMetadata, LoggedEvent, NewEvent, Seal } from './event';
export { sealEvents } from './personal/seal-events';
export { openEvents } from './personal/open-events';
export { countEventsAbout } from './personal/count-events';
export { readEvent } from './read-event';
export { append, appendWithin, LogBehindError, type Appended, type KnownEnds } from './append';
export { readEnds } from './read-ends';
export { longestDays, removeOldEvents, type TrafficDays } from './remove-old-events';
export { conditionsOf, findEvent, listEvents, readEvents, type EventFilter } from './read';
export { previewReplay, refuseReplay, type ReplayPreview, type TopicPreview } from './replay/preview';
export { refuseTarget } from './replay/refuse-target';
export { REPLAY_JOB, replayEvents, type ReplayResult } from './replay/replay';
export { eventFilterOf, type ReplayFilter, type ReplayInput } from './replay/replay-input';
export { checkCheckpoint, readCheckpoint, writeCheckpoint, type Checkpoint } from './audit/checkpoint';
export type { Fault, FaultKind } from './audit/fault';
export { uuidOf, type EntryFacts } from './audit/entry';
export { checkProof, writeProof, type ProofFault, type ProofOutcome } from './audit/proof';
export { prove } from './audit/prove';
export { ChainBrokenError, signChain, type CheckpointRule } from './audit/sign-chain';
export { verifyChain, type ChainSource, type Verified } from './audit/verify-chain';
export { readConversation, readSession, type Conversation } from './conversations';
export type { Mark } from './trace/marks';
export type { Outcome, RequestOutcome, Settled } from './trace/outcome';
export type { FoundBy } from './trace/parents';
export { traceOf, type Hop, type Trace } from './trace/trace';
export { sessionOf, type Bottleneck, type Breakdown, type Moment, type SessionReport } from './session/session';
export type { Durations, Severity } from './session/statistics';
export { PROJECTIONS } from './projections/projections-module';
export type { Projection } from './projections/projection';
export { forgetEvents, holdProjections } from './projections/forget';
export { opening } from './projections/opening';
export { followLog, type Followed } from './projections/follow';
export { readLive } from './projections/checkpoint';
export { readLag, readState, type Lag, type ProjectionState } from './projections/projection-state';
export { REBUILD_JOB, rebuildProjection, type RebuildInput, type RebuildResult } from './projections/rebuild';
export { QUALITY } from './projections/quality/quality-projection';
export type { QualityPoint } from './projections/quality/evolve';
export { DIRECTIONS, trendOf, type Trend } from './projections/quality/trend';
export {
  findEntity,
  listEntities,
  listHistory,
  QUALITY_ORDERS,
  type EntityFilter,
  type QualityOrder,
  type HistoryFilter,
  type QualityEntity,
  type QualityRow,
} from './projections/quality/read-quality';
export { compareReplies, type Answers, type Comparison, type Verdict } from './compare/compare-replies';
export { differencesOf, type Difference } from './compare/differences';
export { NOT_COMPARABLE, placeOf, type Exchange, type NotComparable } from './compare/exchange';
export { countExchanges, readExchanges } from './compare/read-exchanges';
export { readExchange, SampleLineError, writeExchange } from './compare/sample-line';
export { Tally, type Counted, type Counts, type Summary } from './compare/tally';
