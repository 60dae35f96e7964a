import { ApiProperty } from '@nestjs/swagger';
import { MAX_MESSAGE_BYTES } from '#contracts';
import { base64Kind, Field, integerKind, invalidField, type Kind } from '#http';
import { OUTCOMES, REASONS, type Edit, type Reason, type Rehearsed } from '../rehearsals/rehearsed';

const optional = true;
const nullable = true;
const MAX_HEADERS = 100;

const TEXT: Kind<string> = {
  expected: `text of at most ${MAX_MESSAGE_BYTES} characters`,
  schema: { type: 'string', maxLength: MAX_MESSAGE_BYTES },
  read: (value) => (typeof value === 'string' && value.length <= MAX_MESSAGE_BYTES ? value : undefined),
};

const HEADERS: Kind<Readonly<Record<string, string>>> = {
  expected: `an object of at most ${MAX_HEADERS} texts`,
  schema: { type: 'object', additionalProperties: { type: 'string' }, maxProperties: MAX_HEADERS },
  read: (value) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
    const all = Object.entries(value as Record<string, unknown>);
    const isGood = all.length <= MAX_HEADERS && all.every(([, text]) => typeof text === 'string');
    return isGood ? (value as Record<string, string>) : undefined;
  },
};

/** What is rehearsed in the place of what failed; left out: as it was. */
export class RehearseBody {
  @Field(TEXT, { optional, description: 'The value, as text.' })
  value?: string;

  @Field(base64Kind(MAX_MESSAGE_BYTES), { optional, description: 'The value, as base64.' })
  value_base64?: string;

  @Field(HEADERS, { optional, description: 'All headers, in the place of those that it had.' })
  headers?: Readonly<Record<string, string>>;
}

export function editOf({ value, value_base64, headers }: RehearseBody): Edit {
  if (value !== undefined && value_base64 !== undefined) throw invalidField('value', 'left out beside value_base64');
  const bytes = value_base64 === undefined ? value && Buffer.from(value) : Buffer.from(value_base64, 'base64');
  return { ...(bytes !== undefined && { value: Buffer.from(bytes) }), ...(headers !== undefined && { headers }) };
}

export class RehearseGroupBody {
  @Field(integerKind(1, 100), { optional, default: 20, description: 'At most so many, the newest open ones.' })
  max?: number;
}

class FieldFaultView {
  @ApiProperty() path!: string;
  @ApiProperty() message!: string;
}

class ReplyView {
  @ApiProperty() topic!: string;
  @ApiProperty({ description: 'At most 4,000 characters, secrets redacted.' }) preview!: string;
}

/** What would become of a record if it came now. */
export class RehearsedView implements Rehearsed {
  @ApiProperty() id!: string;
  @ApiProperty({ enum: OUTCOMES }) outcome!: (typeof OUTCOMES)[number];
  @ApiProperty({ type: String, enum: [...REASONS, null], nullable, description: 'Why nothing can be said.' })
  reason!: Reason | null;
  @ApiProperty({ type: String, nullable }) topic!: string | null;
  @ApiProperty({ type: String, nullable, description: 'Who was asked.' }) worker!: string | null;
  @ApiProperty({ type: String, nullable }) operation!: string | null;
  @ApiProperty({ type: String, nullable, description: 'As its dead letter would have it.' }) code!: string | null;
  @ApiProperty({ type: String, nullable }) message!: string | null;
  @ApiProperty({ type: String, nullable, description: 'decode, handle or encode.' }) step!: string | null;
  @ApiProperty({ type: [FieldFaultView] }) details!: readonly FieldFaultView[];
  @ApiProperty({ type: ReplyView, nullable }) reply!: ReplyView | null;
  @ApiProperty({ type: [String], description: 'Topics of the events that would be published beside the reply.' })
  events!: readonly string[];
  @ApiProperty({ description: 'Whether it is byte for byte what failed, where it was not edited.' }) exact!: boolean;
  @ApiProperty() edited!: boolean;
}

class RehearsedCountView {
  @ApiProperty({ enum: OUTCOMES }) outcome!: (typeof OUTCOMES)[number];
  @ApiProperty({ type: String, nullable, description: 'The code, or why nothing can be said.' }) code!: string | null;
  @ApiProperty({ type: [String] }) ids!: readonly string[];
}

export class RehearsedGroupView {
  @ApiProperty({ format: 'uuid' }) group!: string;
  @ApiProperty({ type: 'integer' }) open!: number;
  @ApiProperty({ type: 'integer', description: 'How many of the open ones were rehearsed.' }) rehearsed!: number;
  @ApiProperty({ type: 'integer' }) would_succeed!: number;
  @ApiProperty({ type: 'integer' }) would_fail!: number;
  @ApiProperty({ type: 'integer' }) not_possible!: number;
  @ApiProperty({ type: [RehearsedCountView] }) counts!: readonly RehearsedCountView[];
}
