import { choiceKind, Field, integerKind, invalidField, Nested, PageQuery, patternKind, type Kind } from '#http';
import { JOB_KINDS, type JobKind, type JobOrder } from '../jobs/job-requests';
import { CODE, IDS, REASON, TOPIC } from './dead-letter-kinds';
import { choiceOf, DecisionFilter } from './dead-letter-requests';

const optional = true;

export const JOB_ID = patternKind(
  'the id of a job: a UUID in small letters',
  /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
);

const DATE_TIME = patternKind(
  'an instant like 2026-01-31T12:00:00Z',
  /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,3})?Z$/,
);

const INSTANT: Kind<string> = {
  ...DATE_TIME,
  schema: { type: 'string', format: 'date-time' },
  read: (value) => {
    const text = DATE_TIME.read(value);
    const at = new Date(text ?? NaN);
    return Number.isNaN(at.getTime()) ? undefined : at.toISOString();
  },
};

const RATE = integerKind(1, 100_000);

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
  @Field(RATE, { optional, description: 'Records a second at most; left out: as fast as it goes.' })
  rate?: number;
}

/** What the job is about: each kind has its own fields. */
export class JobInput {
  @Field(INSTANT, { optional, description: '`purge_dead_letters`: closed before; default: now.' })
  resolved_before?: string;

  @Field(TOPIC, { optional, description: '`purge_dead_letters`: of this dead-letter topic.' })
  topic?: string;

  @Field(CODE, { optional, description: '`purge_dead_letters`: with this code.' })
  code?: string;

  @Field(IDS, { optional, description: '`republish_dead_letters`: these, or' })
  ids?: readonly string[];

  @Nested(() => DecisionFilter, { optional, description: '`republish_dead_letters`: the open ones that match.' })
  filter?: DecisionFilter;
}

export class CreateJobBody extends JobReason {
  @Field(choiceKind(JOB_KINDS))
  kind!: JobKind;

  @Nested(() => JobInput)
  input!: JobInput;

  @Field(RATE, { optional, description: 'Records a second at most; left out: as fast as it goes.' })
  rate?: number;
}

export function orderOf({ kind, input }: CreateJobBody): JobOrder {
  const { ids, filter, ...purge } = given(input);
  if (kind === 'purge_dead_letters') {
    refuse(kind, { ids, filter });
    return { kind, input: purge };
  }
  refuse(kind, purge);
  return { kind, input: choiceOf(input, 'input.') };
}

function refuse(kind: JobKind, fields: Readonly<Record<string, unknown>>): void {
  const [name] = Object.keys(given(fields));
  if (name !== undefined) throw invalidField(`input.${name}`, `left out for ${kind}`);
}

function given<Fields extends object>(fields: Fields): Fields {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Fields;
}
