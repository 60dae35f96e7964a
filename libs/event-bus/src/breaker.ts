/**
 * Whether work may go on while a dependency that everyone needs is failing. Pure: times come in as milliseconds.
 * `closed` works; `open` waits until `probeAt`; `probing` has one probe under way; `trial` lets one piece of real work
 * try, because a dependency that answers a probe may fail everyone all the same.
 */
export type BreakerState =
  | { readonly kind: 'closed' }
  | { readonly kind: 'open'; readonly probeAt: number; readonly failures: number; readonly reason: string }
  | { readonly kind: 'probing' | 'trial'; readonly failures: number; readonly reason: string };

export type BreakerEvent =
  | { readonly kind: 'outage'; readonly reason: string }
  | { readonly kind: 'probe-started' | 'probe-succeeded' | 'trial-succeeded' }
  | { readonly kind: 'probe-failed' | 'trial-failed'; readonly reason: string };

export const CLOSED: BreakerState = { kind: 'closed' };

const FIRST_PROBE_MS = 250;
const MAX_PROBE_MS = 4_000;

function opened(failures: number, reason: string, now: number): BreakerState {
  return {
    kind: 'open',
    failures,
    reason,
    probeAt: now + Math.min(MAX_PROBE_MS, FIRST_PROBE_MS * 2 ** (failures - 1)),
  };
}

/** An event that does not belong to the state changes nothing: late reports of one outage open nothing twice. */
export function stepBreaker(state: BreakerState, event: BreakerEvent, now: number): BreakerState {
  switch (event.kind) {
    case 'outage':
      return state.kind === 'closed' ? opened(1, event.reason, now) : state;
    case 'probe-started':
      return state.kind === 'open' && now >= state.probeAt
        ? { kind: 'probing', failures: state.failures, reason: state.reason }
        : state;
    case 'probe-succeeded':
      return state.kind === 'probing' ? { kind: 'trial', failures: state.failures, reason: state.reason } : state;
    case 'trial-succeeded':
      return state.kind === 'trial' ? CLOSED : state;
    case 'probe-failed':
      return state.kind === 'probing' ? opened(state.failures + 1, event.reason, now) : state;
    case 'trial-failed':
      return state.kind === 'trial' ? opened(state.failures + 1, event.reason, now) : state;
  }
}
