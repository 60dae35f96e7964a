import { QUALITY_ORDERS, type EntityFilter, type HistoryFilter, type QualityOrder } from '#event-log';
import {
  choiceKind,
  Field,
  INSTANT,
  invalidParameter,
  PageQuery,
  patternKind,
  textKind,
  numberPosition,
  type Kind,
} from '#http';

const optional = true;
const DEFAULT_ORDER = 'recent';

/** In a URL. */
const SHARE: Kind<number> = {
  expected: 'a number from 0 to 1',
  schema: { type: 'number', minimum: 0, maximum: 1 },
  read: (value) =>
    typeof value === 'string' && /^(0|1|0?\.\d{1,9}|1\.0{1,9})$/.test(value) ? Number(value) : undefined,
};

export class ProjectionPath {
  @Field(patternKind('the name of a projection', /^[a-z_]{1,64}$/))
  name!: string;
}

/** Which entities are listed, and how. */
export class QualityQuery extends PageQuery {
  @Field(choiceKind(QUALITY_ORDERS), {
    optional,
    default: DEFAULT_ORDER,
    description: 'Those that changed last, or those with the lowest latest score, first.',
  })
  order?: QualityOrder;

  @Field(SHARE, { optional, description: 'Those whose latest score is lower.' })
  below?: number;
}

export class EntityPath {
  @Field(textKind(512), { description: 'An entity.' })
  entity_id!: string;
}

export class QualityHistoryQuery extends PageQuery {
  @Field(INSTANT, { optional, description: "By the assessments' time." })
  from?: string;

  @Field(INSTANT, { optional, description: 'Excluded.' })
  to?: string;
}

export function entityFilterOf(
  { order = DEFAULT_ORDER, below }: Pick<QualityQuery, 'order' | 'below'>,
  after: EntityFilter['after'],
): EntityFilter {
  return { order, below, ...(after !== undefined && { after }) };
}

export function entityPlace({ latestScore, changedPosition }: NonNullable<EntityFilter['after']>): string {
  return `${latestScore} ${changedPosition}`;
}

/** The place that `entityPlace` has written. */
export function readEntityPlace(text: string): EntityFilter['after'] {
  const [score = '', place = ''] = text.split(' ');
  const [latestScore, changedPosition] = [score === '' ? NaN : Number(score), numberPosition(place)];
  return Number.isFinite(latestScore) && changedPosition !== undefined ? { latestScore, changedPosition } : undefined;
}

/** Throws a problem for a span of time that ends before it begins. */
export function historyFilterOf(
  { from, to }: Pick<QualityHistoryQuery, 'from' | 'to'>,
  before: HistoryFilter['before'],
): HistoryFilter {
  if (from !== undefined && to !== undefined && from >= to) throw invalidParameter('to', 'later than from');
  return {
    ...(from !== undefined && { from: new Date(from) }),
    ...(to !== undefined && { to: new Date(to) }),
    ...(before !== undefined && { before }),
  };
}

export function historyPlace({ at, position }: NonNullable<HistoryFilter['before']>): string {
  return `${at.toISOString()} ${position}`;
}

/** The place that `historyPlace` has written. */
export function readHistoryPlace(text: string): HistoryFilter['before'] {
  const [instant, place = ''] = text.split(' ');
  const [at, position] = [INSTANT.read(instant), numberPosition(place)];
  return at !== undefined && position !== undefined ? { at: new Date(at), position } : undefined;
}
