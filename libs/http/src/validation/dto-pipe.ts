import { Injectable, ValidationPipe, type ArgumentMetadata, type PipeTransform } from '@nestjs/common';
import { getMetadataStorage, type ValidationError } from 'class-validator';
import {
  invalidField,
  invalidParameter,
  missingField,
  missingParameter,
  unknownField,
  unknownParameter,
} from '../problem/faults';
import type { Problem } from '../problem/problem';

/** How the faults of one part of a request are reported. */
interface Faults {
  unknown(name: string, known: readonly string[]): Problem;
  missing(name: string): Problem;
  invalid(name: string, expected: string): Problem;
}

const FIELDS: Faults = { unknown: unknownField, missing: (name) => missingField(name), invalid: invalidField };
const PARAMETERS: Faults = { unknown: unknownParameter, missing: missingParameter, invalid: invalidParameter };

/** Nest's validation of DTO classes with nothing left over, its faults told one at a time with our codes. */
@Injectable()
export class DtoPipe implements PipeTransform {
  readonly #body = validating(FIELDS);
  readonly #parameters = validating(PARAMETERS);

  transform(value: unknown, metadata: ArgumentMetadata): Promise<unknown> {
    return (metadata.type === 'body' ? this.#body : this.#parameters).transform(value, metadata);
  }
}

function validating(faults: Faults): ValidationPipe {
  return new ValidationPipe({
    transform: true,
    whitelist: true,
    forbidNonWhitelisted: true,
    validationError: { target: true },
    exceptionFactory: (errors) => problemOf(errors, '', faults),
  });
}

function problemOf(errors: readonly ValidationError[], path: string, faults: Faults): Problem {
  const [error] = errors;
  if (error === undefined) throw new Error('a validation failed without an error');
  const name = `${path}${error.property}`;
  if (error.constraints === undefined) return problemOf(error.children ?? [], `${name}.`, faults);
  if ('whitelistValidation' in error.constraints) return faults.unknown(name, namesOf(error.target));
  if (error.value === undefined) return faults.missing(name);
  return faults.invalid(name, Object.values(error.constraints)[0] ?? 'something else');
}

function namesOf(target: object | undefined): readonly string[] {
  if (target === undefined) return [];
  const rules = getMetadataStorage().getTargetValidationMetadatas(target.constructor, '', false, false);
  return [...new Set(rules.map(({ propertyName }) => propertyName))];
}
