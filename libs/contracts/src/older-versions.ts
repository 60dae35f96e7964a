import type { DomainEvent, DomainEventType } from './events';

/** The end of a version that has a successor. */
export interface Deprecation {
  /** The day from which there is a better one: `2026-12-01`. */
  readonly since: string;
  /** The first day, in UTC, on which nothing is published on it any more. */
  readonly until: string;
  /** The topic of the version to use instead. */
  readonly replacedBy: string;
}

/** How an event that handlers know in its newest version is published for readers of one before it. */
export interface OlderVersion<Event extends DomainEvent = DomainEvent> {
  readonly topic: string;
  readonly deprecated: Deprecation;
  readonly payloadOf: (newest: Event['payload']) => Readonly<Record<string, unknown>>;
}

type Versions = {
  readonly [Type in DomainEventType]?: readonly OlderVersion<Extract<DomainEvent, { readonly type: Type }>>[];
};

const VALIDATION_FAILED_V1: OlderVersion<Extract<DomainEvent, { readonly type: 'validation_failed' }>> = {
  topic: 'omninode.bridge.event.validation_failed.v1',
  deprecated: {
    since: '2026-12-01',
    until: '2027-06-01',
    replacedBy: 'omninode.bridge.event.validation_failed.v2',
  },
  payloadOf: ({ blake3_hash, reason, validation_errors }) => ({
    content_hash: blake3_hash ?? '',
    reason,
    validation_errors,
  }),
};

/** Versions that are published beside the newest until their end. */
export const OLDER_VERSIONS = { validation_failed: [VALIDATION_FAILED_V1] } as const satisfies Versions;

/** Those of an event that are still to be published at that instant. */
export function olderVersionsOf(type: DomainEventType, now: Date): readonly OlderVersion[] {
  const older = (OLDER_VERSIONS as Readonly<Record<string, readonly OlderVersion<never>[]>>)[type] ?? [];
  return (older as readonly OlderVersion[]).filter(({ deprecated }) => now < new Date(deprecated.until));
}

/** Topics that have an end. */
export const DEPRECATED_TOPICS: ReadonlyMap<string, Deprecation> = new Map(
  Object.values(OLDER_VERSIONS)
    .flat()
    .map(({ topic, deprecated }) => [topic, deprecated]),
);

/** As HTTP names them (RFC 9745, RFC 8594); `successor_topic` is where to go. */
export function deprecationHeaders({ since, until, replacedBy }: Deprecation): Readonly<Record<string, string>> {
  return { deprecation: since, sunset: until, successor_topic: replacedBy };
}
