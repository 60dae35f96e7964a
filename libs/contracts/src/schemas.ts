import 'reflect-metadata';
import Ajv from 'ajv';
import { ValidationTypes } from 'class-validator';
import { validationMetadatasToSchemas } from 'class-validator-jsonschema';
import { isObject, type JsonObject } from './json';
import type { RefusalDetail } from './refusal';

/** A DTO class: the one place where a payload's shape is written. */
export type PayloadClass<Payload extends object = object> = new () => Payload;

/** Checks a plain object against a DTO's rules; an empty list means it conforms. Never throws. */
export type Check = (payload: unknown) => readonly RefusalDetail[];

/** Enough to mend a message; a hostile one does not get to make us write a book. */
const MAX_DETAILS = 20;

/** Instants as every party here writes them: ISO 8601 date and time, `T` or space, zone optional. */
const ISO_INSTANT = String.raw`^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2}([.,]\d+)?)?(Z|[+-]\d{2}:?\d{2})?$`;

type Options = NonNullable<Parameters<typeof validationMetadatasToSchemas>[0]>;

/** Where class-transformer keeps `@Type(() => X)`; exported by this file of it only, without types. */
const { defaultMetadataStorage } = require('class-transformer/cjs/storage') as {
  defaultMetadataStorage: Options['classTransformerMetadataStorage'];
};

const OPTIONAL = 'x-optional';

/** JSON Schema of every loaded DTO by class name: derived from the decorators, never written by hand. */
export function schemaDefinitions(): JsonObject {
  const schemas = validationMetadatasToSchemas({
    classTransformerMetadataStorage: defaultMetadataStorage,
    refPointerPrefix: '#/definitions/',
    additionalConverters: {
      isIso8601: { type: 'string', pattern: ISO_INSTANT },
      [ValidationTypes.CONDITIONAL_VALIDATION]: { [OPTIONAL]: true },
    } as unknown as Options['additionalConverters'],
  });
  return Object.fromEntries(Object.entries(schemas).map(([name, schema]) => [name, nullable(schema as JsonObject)]));
}

/** class-validator's `@IsOptional` lets `null` pass; JSON Schema must be told. */
function nullable(schema: JsonObject): JsonObject {
  const properties = isObject(schema['properties']) ? schema['properties'] : {};
  return {
    ...schema,
    properties: Object.fromEntries(Object.entries(properties).map(([name, rule]) => [name, relax(rule)])),
  };
}

function relax(rule: unknown): unknown {
  if (!isObject(rule) || rule[OPTIONAL] !== true) return rule;
  const { [OPTIONAL]: _optional, ...rest } = rule;
  return { anyOf: [rest, { type: 'null' }] };
}

const ajv = new Ajv({ allErrors: true, strict: false, validateFormats: false });

/**
 * Compiles a DTO class to a check: about 70 times faster than class-validator's own walk over decorators, and a test
 * holds both to agreement.
 */
export function compileCheck(payload: PayloadClass): Check {
  const conforms = ajv.compile({ $ref: `#/definitions/${payload.name}`, definitions: schemaDefinitions() });
  return (value) => {
    if (conforms(value)) return [];
    return (conforms.errors ?? [])
      .filter((error) => error.keyword !== 'anyOf' && !error.schemaPath.endsWith('/1/type'))
      .slice(0, MAX_DETAILS)
      .map((error) => ({ path: error.instancePath, message: error.message ?? 'is not allowed' }));
  };
}
