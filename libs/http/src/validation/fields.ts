import { applyDecorators } from '@nestjs/common';
import { Transform, Type } from 'class-transformer';
import { IsObject, ValidateBy, ValidateIf, ValidateNested } from 'class-validator';
import { documented } from '../openapi/documented';
import type { Kind } from './kinds';

export interface FieldOptions {
  readonly optional?: boolean;
  readonly description?: string;
  readonly example?: unknown;
  /** What it is where it is left out; only told. */
  readonly default?: unknown;
}

/** Stands for what could not be read: no client can send it. */
const UNREADABLE = Symbol('unreadable');

/** One field of a request: how it is read, when it is refused, and what the OpenAPI document says of it. */
export function Field(kind: Kind, { optional = false, ...told }: FieldOptions = {}): PropertyDecorator {
  return applyDecorators(
    documented(({ ApiProperty }) => ApiProperty({ ...kind.schema, ...told, required: !optional })),
    Transform(({ value }: { value: unknown }) => (value === undefined ? value : (kind.read(value) ?? UNREADABLE))),
    ValidateBy({
      name: 'kind',
      validator: {
        validate: (value) => value !== undefined && value !== UNREADABLE,
        defaultMessage: () => kind.expected,
      },
    }),
    ...leftOut(optional),
  );
}

/** An object with fields of its own. */
export function Nested(
  of: () => new () => object,
  { optional = false, ...told }: FieldOptions = {},
): PropertyDecorator {
  return applyDecorators(
    // Swagger takes a function for the way to a class only where it is called `type`.
    documented(({ ApiProperty }) => ApiProperty({ type: () => of(), ...told, required: !optional })),
    IsObject({ message: 'an object' }),
    ValidateNested(),
    Type(of),
    ...leftOut(optional),
  );
}

/** `null` is not "left out". */
function leftOut(optional: boolean): readonly PropertyDecorator[] {
  return optional ? [ValidateIf((_, value: unknown) => value !== undefined)] : [];
}
