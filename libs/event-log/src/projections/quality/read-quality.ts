import type { Query } from '#storage';
import type { QualityState } from './evolve';

/** What is known of an entity. */
export interface QualityEntity {
  readonly entityId: string;
  /** Of the event that changed it last; decimal. */
  readonly changedPosition: string;
  readonly latestScore: number;
  readonly state: QualityState;
}

/** One assessment of an entity. */
export interface QualityRow {
  readonly position: string;
  readonly eventId: string;
  readonly at: Date;
  readonly score: number;
  readonly compliance: number | null;
  readonly dimensions: Readonly<Record<string, number>>;
  readonly correlationId: string | null;
  readonly source: string | null;
}

export const QUALITY_ORDERS = ['recent', 'worst'] as const;
export type QualityOrder = (typeof QUALITY_ORDERS)[number];

export interface EntityFilter {
  /** `recent`: changed last; `worst`: with the lowest latest score. */
  readonly order: QualityOrder;
  /** Those whose latest score is lower. */
  readonly below?: number;
  /** Of the page before; each order has its own. */
  readonly after?: Pick<QualityEntity, 'changedPosition' | 'latestScore'>;
}

export interface HistoryFilter {
  readonly from?: Date;
  /** Excluded. */
  readonly to?: Date;
  readonly before?: Pick<QualityRow, 'at' | 'position'>;
}

const IN_USE = `generation = (SELECT generation FROM projections WHERE name = 'quality' AND is_live)`;

const ENTITIES = `
SELECT entity_id AS "entityId", changed_position AS "changedPosition", latest_score AS "latestScore", state
FROM quality_entities WHERE ${IN_USE}`;

const BEHIND: Readonly<Record<QualityOrder, string>> = {
  recent: 'changed_position < $2',
  worst: '(latest_score, changed_position) > ($3, $2)',
};

const ORDER: Readonly<Record<QualityOrder, string>> = {
  recent: 'changed_position DESC',
  worst: 'latest_score, changed_position',
};

type EntityRow = QualityEntity & Record<string, unknown>;

export function listEntities(query: Query, filter: EntityFilter, limit: number): Promise<QualityEntity[]> {
  const { order, below = null, after } = filter;
  const place = after === undefined ? [null, null] : [after.changedPosition, after.latestScore];
  return query<EntityRow>(
    `${ENTITIES} AND ($1::float8 IS NULL OR latest_score < $1)
       AND ($2::bigint IS NULL OR $3::float8 IS NULL OR ${BEHIND[order]})
     ORDER BY ${ORDER[order]} LIMIT $4`,
    [below, ...place, limit],
  );
}

/** `undefined` where nothing has assessed it. */
export async function findEntity(query: Query, entityId: string): Promise<QualityEntity | undefined> {
  const [entity] = await query<EntityRow>(`${ENTITIES} AND entity_id = $1`, [entityId]);
  return entity;
}

const HISTORY = `
SELECT position, event_id AS "eventId", assessed_at AS at, quality_score AS score, onex_compliance AS compliance,
  dimensions, correlation_id AS "correlationId", source
FROM quality_history
WHERE ${IN_USE} AND entity_id = $1 AND ($2::timestamptz IS NULL OR assessed_at >= $2)
  AND ($3::timestamptz IS NULL OR assessed_at < $3)
  AND ($4::timestamptz IS NULL OR (assessed_at, position) < ($4, $5::bigint))
ORDER BY assessed_at DESC, position DESC LIMIT $6`;

/** The newest first, by the time of the events. */
export function listHistory(
  query: Query,
  entityId: string,
  { from, to, before }: HistoryFilter,
  limit: number,
): Promise<QualityRow[]> {
  const values = [entityId, from ?? null, to ?? null, before?.at ?? null, before?.position ?? null, limit];
  return query<QualityRow & Record<string, unknown>>(HISTORY, values);
}
