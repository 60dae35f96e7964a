import type { DomainEvent, JsonObject, OnexNodeType, Operation } from '#contracts';

/** What a step may be made from: what was asked for, and what the steps before it returned. */
export interface Facts {
  readonly input: JsonObject;
  /** By the name of the step. */
  readonly results: Readonly<Record<string, JsonObject>>;
}

export interface SagaError {
  readonly code: string;
  readonly message: string;
}

/** An operation of a worker, asked for over the bus. It must not matter whether it is done once or twice. */
export interface Ask {
  readonly operation: Operation;
  readonly payload: (facts: Facts) => JsonObject;
}

/** What makes good for a step that was done: asked of a worker and awaited, or made known by an event. */
export type Compensation =
  | ({ readonly by: 'request' } & Ask)
  | { readonly by: 'event'; readonly event: (facts: Facts, reason: SagaError) => DomainEvent };

export interface Step extends Ask {
  /** Of the node, and unique among the steps. */
  readonly name: string;
  readonly nodeType: OnexNodeType;
  /** What is kept of the answer; all of it where this is left out. */
  readonly result?: (answer: JsonObject, facts: Facts) => JsonObject;
  /** Why an answer is no success; `null` where it is. */
  readonly objection?: (answer: JsonObject) => SagaError | null;
  /** Left out: there is nothing to undo. */
  readonly compensation?: Compensation;
}

export interface Definition {
  readonly steps: readonly Step[];
  /** How long each step may take, in milliseconds. */
  readonly stepTimeoutMs: number;
}
