import { choiceKind, Field, INSTANT, invalidField, Nested, TOPIC } from '#http';
import { JobReason, RATE_FIELD, REASON } from '#jobs';
import { JOB_KINDS, type JobKind, type JobOrder } from '../jobs/job-orders';
import { isReceiver } from '../jobs/redrive';
import { CODE, IDS } from './dead-letter-kinds';
import { choiceOf, DecisionFilter } from './dead-letter-requests';

const optional = true;

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

  @Nested(() => DecisionFilter, {
    optional,
    description: '`republish_dead_letters`: the open and acknowledged ones that match.',
  })
  filter?: DecisionFilter;

  @Field(TOPIC, { optional, description: '`republish_dead_letters`: to this topic; default: where they failed.' })
  target?: string;
}

export class CreateJobBody extends JobReason {
  @Field(choiceKind(JOB_KINDS))
  kind!: JobKind;

  @Nested(() => JobInput)
  input!: JobInput;

  @RATE_FIELD
  rate?: number;
}

/** As for the job that it shows; why is not asked yet. */
export class PreviewJobBody {
  @Field(choiceKind(JOB_KINDS))
  kind!: JobKind;

  @Nested(() => JobInput)
  input!: JobInput;

  @RATE_FIELD
  rate?: number;

  @Field(REASON, { optional })
  reason?: string;
}

export function orderOf({ kind, input }: Pick<CreateJobBody, 'kind' | 'input'>): JobOrder {
  const { ids, filter, target, ...purge } = given(input);
  if (kind === 'purge_dead_letters') {
    refuse(kind, { ids, filter, target });
    return { kind, input: purge };
  }
  refuse(kind, purge);
  if (target !== undefined && !isReceiver(target)) {
    throw invalidField('input.target', 'a topic of the catalog on which no dead letters are collected');
  }
  return { kind, input: { ...choiceOf(input, 'input.'), ...(target !== undefined && { target }) } };
}

function refuse(kind: JobKind, fields: Readonly<Record<string, unknown>>): void {
  const [name] = Object.keys(given(fields));
  if (name !== undefined) throw invalidField(`input.${name}`, `left out for ${kind}`);
}

function given<Fields extends object>(fields: Fields): Fields {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Fields;
}
