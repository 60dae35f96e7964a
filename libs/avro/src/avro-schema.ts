import { isObject, type JsonObject } from '#contracts';
import { JSON_PROPERTIES, JSON_TEXT } from './logical-types';

/** As the specification writes them: a name, an object, or a list of choices. */
export type AvroSchema = string | { readonly [name: string]: unknown } | readonly AvroSchema[];

const JSON_IN_TEXT = { type: 'string', logicalType: JSON_TEXT };

/** The field of every record that has what its other fields cannot carry. */
export const OTHER_PROPERTIES = 'other_properties';

const OTHERS = {
  name: OTHER_PROPERTIES,
  type: { type: 'map', values: JSON_IN_TEXT, logicalType: JSON_PROPERTIES },
  default: {},
  doc: 'Properties that no other field has, or not in its type: the JSON of each as text.',
};

const NAME = /^[A-Za-z_][A-Za-z0-9_]*$/;

/** Types of JSON Schema and of Avro. Enums are strings: an old reader must not fail on a new value. */
const SCALARS: Readonly<Record<string, string>> = {
  string: 'string',
  boolean: 'boolean',
  integer: 'long',
  number: 'double',
};

/**
 * The Avro schema of a JSON Schema 2020-12 whose values are objects. Properties become fields that may be absent: what
 * must be there is for the JSON Schema to say, and a reader of one version so reads every other. Objects of any shape and
 * choices between types become JSON in a text; what is no name in Avro, unknown, `null`, or of another type than it should
 * be is in `other_properties`. So every object survives the way through Avro and back.
 */
export function avroSchemaOf(schema: JsonObject, namespace: string, name: string): AvroSchema {
  return new Derivation(schema, namespace).root(name);
}

class Derivation {
  readonly #definitions: JsonObject;
  readonly #names = new Set<string>();

  constructor(
    private readonly schema: JsonObject,
    private readonly namespace: string,
  ) {
    this.#definitions = isObject(schema['$defs']) ? schema['$defs'] : {};
  }

  root(name: string): AvroSchema {
    const record = this.#record(this.schema, this.#free(name)) as JsonObject;
    return { ...record, namespace: this.namespace };
  }

  #record({ properties, description }: JsonObject, name: string): AvroSchema {
    const fields = Object.entries(isObject(properties) ? properties : {})
      .filter(([property]) => NAME.test(property) && property !== OTHER_PROPERTIES)
      .map(([property, rule]) => this.#field(property, rule as JsonObject, name));
    return { type: 'record', name, ...docOf(description), fields: [...fields, OTHERS] };
  }

  #field(name: string, rule: JsonObject, parent: string): object {
    const type = this.#type(rule, `${parent}_${name}`);
    return { name, type: ['null', type], default: null, ...docOf(rule['description']) };
  }

  #type(rule: JsonObject, name: string): AvroSchema {
    const only = onlyChoice(rule);
    if (only === null) return JSON_IN_TEXT;
    const { $ref, type, properties, items, additionalProperties } = only;
    if (typeof $ref === 'string') return this.#named($ref.replace('#/$defs/', ''));
    if (type === 'array' && isObject(items)) return { type: 'array', items: this.#item(items, `${name}_item`) };
    if (type !== 'object') return SCALARS[String(type)] ?? JSON_IN_TEXT;
    if (isObject(properties) && Object.keys(properties).length > 0) return this.#record(only, this.#free(name));
    if (!isObject(additionalProperties)) return JSON_IN_TEXT;
    return { type: 'map', values: this.#item(additionalProperties, `${name}_value`) };
  }

  /** Of an array or a map, where there is no place beside for what does not fit. */
  #item(rule: JsonObject, name: string): AvroSchema {
    const type = this.#type(rule, name);
    return isNullable(rule) && type !== JSON_IN_TEXT ? ['null', type] : type;
  }

  #named(name: string): AvroSchema {
    if (this.#names.has(name)) return name;
    const definition = this.#definitions[name];
    if (!isObject(definition) || !isObject(definition['properties'])) return JSON_IN_TEXT;
    return this.#record(definition, this.#free(name));
  }

  #free(wanted: string): string {
    let name = wanted.replace(/\W/g, '_');
    while (this.#names.has(name)) name += '_';
    this.#names.add(name);
    return name;
  }
}

/** What a value is where it is not `null`; `null` where it may be of several types. */
function onlyChoice(rule: JsonObject): JsonObject | null {
  const { anyOf, type } = rule;
  if (Array.isArray(anyOf)) {
    const [first, ...others] = (anyOf as JsonObject[]).filter((choice) => choice['type'] !== 'null');
    return first !== undefined && others.length === 0 && rule['properties'] === undefined ? onlyChoice(first) : null;
  }
  if (!Array.isArray(type)) return rule;
  const [first, ...others] = (type as string[]).filter((one) => one !== 'null');
  return others.length === 0 ? { ...rule, type: first } : null;
}

function isNullable({ anyOf, type }: JsonObject): boolean {
  const choices = Array.isArray(anyOf) ? (anyOf as JsonObject[]).map((choice) => choice['type']) : [type].flat();
  return choices.includes('null');
}

function docOf(description: unknown): { readonly doc?: string } {
  return typeof description === 'string' ? { doc: description } : {};
}
