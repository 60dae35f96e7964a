import { Field, integerKind, PageQuery, textKind, uuidKind } from '#http';

const optional = true;

export const JOB_ID = uuidKind('a job');
export const REASON = textKind(1_000);

const RATE = integerKind(1, 100_000);

/** The rate of a job, wherever one is asked for. */
export const RATE_FIELD = Field(RATE, {
  optional,
  description: 'Records a second at most; left out: as fast as it goes.',
});

export class JobsQuery extends PageQuery {}

export class JobPath {
  @Field(JOB_ID)
  id!: string;
}

export class JobReason {
  @Field(REASON, { description: 'Why; kept in the audit trail.' })
  reason!: string;
}

export class JobRate {
  @RATE_FIELD
  rate?: number;
}
