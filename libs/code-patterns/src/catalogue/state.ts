import { list, type Pattern } from './pattern';
import { EVENT_SOURCING, FSM_REDUCER, PROJECTION } from './sketches/state';

/** How state comes about and changes. */
export const STATE: readonly Pattern[] = [
  {
    id: 'fsm-reducer',
    name: 'State machine reducer',
    kinds: ['reducer'],
    description:
      'Compute the next state and the intents to carry out from the current state and an event, by a transition table.',
    intent: 'Guard a lifecycle: only the allowed moves between statuses happen, everything else is refused.',
    examples: [
      'A document is draft, in review, approved or rejected; what comes after an action',
      'Door, elevator or machine control where some situations must never occur',
      'Step a session from started to running to finished or failed',
      'Next situation from the present one and an incoming signal',
    ],
    whenToUse: 'A thing goes through named phases and some moves must be impossible.',
    whenNotToUse:
      'There is a running total and no phases (aggregation), or several nodes have to be called (orchestration).',
    keywords: list(
      'state machine fsm finite transition lifecycle status phase event intent guard trigger allowed_move current next advance track progress pending active closed initial terminal',
    ),
    capabilities: list('transition advance apply reduce trigger'),
    mixins: ['MixinFSMExecution', 'MixinContractStateReducer'],
    related: ['event-sourcing', 'decision-table', 'orchestration'],
    complements: ['idempotency', 'event-sourcing'],
    sketch: FSM_REDUCER,
  },
  {
    id: 'event-sourcing',
    name: 'Event sourcing',
    kinds: ['reducer', 'effect'],
    description: 'Store each change as an immutable event in an append-only log and rebuild the state by replaying it.',
    intent: 'Keep the full history as the truth: journal, audit trail, version per stream, state at any point in time.',
    examples: [
      'Write down each movement and derive the stock from all movements',
      'Prove to an auditor how a value came about',
      'Travel back in time to any earlier version',
      'Corrections are new entries, never edits',
    ],
    whenToUse: 'Why and when something changed matters as much as what it is now.',
    whenNotToUse:
      'Only the last value is ever asked for (CRUD), or the log would hold personal data that must be erased.',
    keywords: list(
      'event_store event_sourcing append append-only immutable history journal log ledger replay rebuild rehydrate reconstruct audit_trail version stream snapshot fact point_in_time aggregate_root',
    ),
    capabilities: list('append replay rehydrate rebuild record apply'),
    mixins: ['MixinEventBus', 'MixinSerializable', 'MixinHashComputation'],
    related: ['projection', 'fsm-reducer', 'crud'],
    complements: ['projection', 'idempotency'],
    sketch: EVENT_SOURCING,
  },
  {
    id: 'projection',
    name: 'Projection',
    kinds: ['reducer', 'effect'],
    description: 'Keep a read model up to date from the events of other services, one upsert per event.',
    intent: 'Serve queries and dashboards from a denormalised view that is materialised as facts arrive (CQRS).',
    examples: [
      'Maintain the data behind a page, list or leaderboard as events come in',
      'Populate a search table so that the user interface need not join',
      "Keep a copy of another service's data in a local table",
      'Latest known value per key, derived from a topic, stored for display',
    ],
    whenToUse: 'Reads need another shape, place or speed than writes, and being a moment behind is fine.',
    whenNotToUse: 'Readers must see their own write at once, or the source can answer the query itself.',
    keywords: list(
      'projection project read_model view materialise materialized denormalise cqrs query_side dashboard upsert on_conflict refresh summary_table snapshot events_to_rows up_to_date consumer_table',
    ),
    capabilities: list('project materialize refresh upsert'),
    mixins: ['MixinEventBus', 'MixinMetrics'],
    related: ['event-sourcing', 'aggregation', 'message-consumer'],
    complements: ['idempotency', 'dead-letter-queue'],
    sketch: PROJECTION,
  },
];
