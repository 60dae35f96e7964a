import type { DomainEvent } from './events';
import type { Refusal } from './refusal';

/** What a handler decided. A business "no" is an answer; a refusal says the request itself cannot be served. */
export type Outcome<Result> =
  | { readonly kind: 'answer'; readonly result: Result; readonly events: readonly DomainEvent[] }
  | { readonly kind: 'refusal'; readonly refusal: Refusal; readonly events: readonly DomainEvent[] };

/** Asked of every service and meant for another, who answers it. */
export interface Ignored {
  readonly kind: 'ignored';
}

export const IGNORED: Ignored = { kind: 'ignored' };

export function answer<Result>(result: Result, events: readonly DomainEvent[] = []): Outcome<Result> {
  return { kind: 'answer', result, events };
}

export function refuse(refusal: Refusal, events: readonly DomainEvent[] = []): Outcome<never> {
  return { kind: 'refusal', refusal, events };
}
