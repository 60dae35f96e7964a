import { Field, invalidField, missingField, Nested, PageQuery } from '#http';
import type { Choice, Filter } from '../decisions';
import { CODE, CORRELATION_ID, ID, IDS, REASON, STATUS, TOPIC } from './dead-letter-kinds';

const optional = true;

/** What dead letters are listed by. */
export class DeadLettersQuery extends PageQuery {
  @Field(TOPIC, { optional, description: 'The dead-letter topic.' })
  topic?: string;

  @Field(CODE, { optional })
  code?: string;

  @Field(CORRELATION_ID, { optional })
  correlation_id?: string;

  @Field(STATUS, { optional })
  status?: 'open' | 'resolved';
}

export class DeadLetterPath {
  @Field(ID)
  id!: string;
}

export class DecisionBody {
  @Field(REASON, { description: 'Why; kept with the dead letter.' })
  reason!: string;
}

export class DecisionFilter {
  @Field(TOPIC, { optional })
  topic?: string;

  @Field(CODE, { optional })
  code?: string;

  @Field(CORRELATION_ID, { optional })
  correlation_id?: string;
}

/** Either `ids` or `filter`. */
export class BulkDecisionBody extends DecisionBody {
  @Field(IDS, { optional })
  ids?: readonly string[];

  @Nested(() => DecisionFilter, { optional, description: 'At least one of its fields.' })
  filter?: DecisionFilter;
}

/** A filter that chooses everything is too easily sent by mistake. */
export function choiceOf({ ids, filter }: Pick<BulkDecisionBody, 'ids' | 'filter'>, within = ''): Choice {
  if (ids !== undefined && filter === undefined) return { ids };
  if (ids !== undefined || filter === undefined) {
    throw missingField(`${within}ids`, 'Say which dead letters: either ids or filter.');
  }
  const given = Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== undefined)) as Filter;
  if (Object.keys(given).length > 0) return { filter: given };
  throw invalidField(`${within}filter`, 'an object with at least one of topic, code, correlation_id');
}
