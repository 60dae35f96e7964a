import { Field, invalidField, missingField, Nested, PageQuery, TOPIC } from '#http';
import { REASON } from '#jobs';
import type { Addressee, DeadLetterStatus, DecisionVerb, Matching, Reason } from '#dead-letters';
import type { Choice } from '../decisions';
import { ADDRESSEE, CODE, CORRELATION_ID, DEAD_LETTER_REASON, GROUP, ID, IDS, STATUS, VERB } from './dead-letter-kinds';

const optional = true;

/** What dead letters are listed by. */
export class DeadLettersQuery extends PageQuery {
  @Field(TOPIC, { optional, description: 'The dead-letter topic.' })
  topic?: string;

  @Field(CODE, { optional })
  code?: string;

  @Field(CORRELATION_ID, { optional })
  correlation_id?: string;

  @Field(GROUP, { optional })
  group?: string;

  @Field(STATUS, { optional })
  status?: DeadLetterStatus;

  @Field(DEAD_LETTER_REASON, { optional, description: 'Why they failed.' })
  reason?: Reason;

  @Field(ADDRESSEE, { optional, description: 'Who has to act.' })
  addressee?: Addressee;
}

export class VerbPath {
  @Field(VERB)
  verb!: DecisionVerb;
}

export class DeadLetterPath {
  @Field(ID)
  id!: string;
}

export class DecisionPath extends DeadLetterPath {
  @Field(VERB)
  verb!: DecisionVerb;
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

  @Field(GROUP, { optional, description: 'Failures with the same cause.' })
  group?: string;

  @Field(STATUS, { optional })
  status?: DeadLetterStatus;

  @Field(DEAD_LETTER_REASON, { optional, description: 'Why they failed.' })
  reason?: Reason;

  @Field(ADDRESSEE, { optional, description: 'Who has to act.' })
  addressee?: Addressee;
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
  const given = Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== undefined)) as Matching;
  if (Object.keys(given).length > 0) return { filter: given };
  throw invalidField(
    `${within}filter`,
    'an object with at least one of topic, code, correlation_id, group, status, reason, addressee',
  );
}
