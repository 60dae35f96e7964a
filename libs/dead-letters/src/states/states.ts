/** What becomes of a dead letter. Stored, so the names only grow. */
export const STATUSES = [
  'open',
  'acknowledged',
  'redriving',
  'resolved',
  'failed_again',
  'discarded',
  'edited',
  'quarantined',
] as const;

export type DeadLetterStatus = (typeof STATUSES)[number];

/** Statuses that end a life: closed rows are kept for a time and then removed. */
export const CLOSED: readonly DeadLetterStatus[] = ['resolved', 'failed_again', 'discarded', 'edited'];

export interface Transition {
  readonly from: readonly DeadLetterStatus[];
  readonly to: DeadLetterStatus;
}

/** What people decide. */
export const DECISIONS = {
  acknowledge: { from: ['open'], to: 'acknowledged' },
  resolve: { from: ['open', 'acknowledged', 'redriving', 'edited', 'quarantined'], to: 'resolved' },
  reopen: { from: ['acknowledged', 'redriving', 'edited', 'resolved', 'failed_again'], to: 'open' },
  discard: { from: ['open', 'acknowledged', 'quarantined'], to: 'discarded' },
  restore: { from: ['discarded'], to: 'open' },
  quarantine: { from: ['open', 'acknowledged'], to: 'quarantined' },
  release: { from: ['quarantined'], to: 'open' },
} as const satisfies Readonly<Record<string, Transition>>;

/**
 * Every change of a status that there is: `redrive`, `edit`: its record is sent again, as it was or with other content.
 * `give_back`: it was not sent after all. `settle`: the record was seen to be handled. `fail_again`: it came back.
 */
export const TRANSITIONS = {
  ...DECISIONS,
  redrive: { from: ['open', 'acknowledged'], to: 'redriving' },
  edit: { from: ['open', 'acknowledged', 'quarantined'], to: 'edited' },
  give_back: { from: ['redriving', 'edited'], to: 'open' },
  settle: { from: ['redriving', 'edited'], to: 'resolved' },
  // Late, too: a record that comes back was not handled, whatever was thought of it.
  fail_again: { from: ['open', 'acknowledged', 'redriving', 'edited', 'resolved'], to: 'failed_again' },
} as const satisfies Readonly<Record<string, Transition>>;

export type DecisionVerb = keyof typeof DECISIONS;
export type Verb = keyof typeof TRANSITIONS;

export const DECISION_VERBS = Object.keys(DECISIONS) as readonly DecisionVerb[];

/** The status that a verb gives to one that has this status; `null`: not from there. */
export function statusAfter(verb: Verb, status: DeadLetterStatus): DeadLetterStatus | null {
  const { from, to }: Transition = TRANSITIONS[verb];
  return from.includes(status) ? to : null;
}
