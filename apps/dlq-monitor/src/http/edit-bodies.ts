import { ApiProperty } from '@nestjs/swagger';
import { Field, invalidField, missingField, TOPIC, type Kind } from '#http';
import { JobReason, JobView } from '#jobs';
import type { EditOrder } from '../edits';
import { isReceiver } from '../jobs/redrive';
import { DeadLetterView } from './dead-letter-views';

const optional = true;
const MAX_HEADERS = 100;

const VALUE: Kind<string> = {
  expected: 'text',
  schema: { type: 'string', minLength: 1 },
  read: (value) => (typeof value === 'string' && value !== '' ? value : undefined),
};

const BASE64: Kind<Buffer> = {
  expected: 'bytes in base64',
  schema: { type: 'string', format: 'byte' },
  read: (value) => {
    if (typeof value !== 'string' || value === '') return undefined;
    const bytes = Buffer.from(value, 'base64');
    return bytes.toString('base64') === value ? bytes : undefined;
  },
};

const HEADERS: Kind<Readonly<Record<string, string>>> = {
  expected: `an object of at most ${MAX_HEADERS} texts`,
  schema: { type: 'object', additionalProperties: { type: 'string' }, maxProperties: MAX_HEADERS },
  read: (value) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
    const entries = Object.entries(value);
    const isGood =
      entries.length <= MAX_HEADERS && entries.every(([name, text]) => name !== '' && typeof text === 'string');
    return isGood ? (Object.fromEntries(entries) as Record<string, string>) : undefined;
  },
};

/** Either `value` or `value_base64`. */
export class EditBody extends JobReason {
  @Field(VALUE, { optional, description: 'What is sent in the place of what failed, as text.' })
  value?: string;

  @Field(BASE64, { optional, description: 'The same as bytes.' })
  value_base64?: Buffer;

  @Field(HEADERS, { optional, description: 'Headers that are added or replaced; ids are not taken from here.' })
  headers?: Readonly<Record<string, string>>;

  @Field(TOPIC, { optional, description: 'Default: where it failed.' })
  target?: string;
}

export function editOf({ value, value_base64, headers = {}, target }: EditBody): EditOrder {
  const bytes = value_base64 ?? (value === undefined ? undefined : Buffer.from(value));
  if (bytes === undefined || (value !== undefined && value_base64 !== undefined)) {
    throw missingField('value', 'Say what is sent instead: either value or value_base64.');
  }
  if (target !== undefined && !isReceiver(target)) {
    throw invalidField('target', 'a topic of the catalog on which no dead letters are collected');
  }
  return { value: bytes, headers, target };
}

export class EditedView {
  @ApiProperty({ description: 'The event id that the record got.' }) event_id!: string;
  @ApiProperty({ type: JobView, description: 'The job that sends it.' }) job!: JobView;
  @ApiProperty({ type: DeadLetterView }) record!: DeadLetterView;
}
