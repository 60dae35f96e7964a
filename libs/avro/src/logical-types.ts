import { types } from 'avsc';

/** JSON as text in a string: what Avro has no type for. */
export const JSON_TEXT = 'json';

/** A map of such texts whose entries are properties of the record that it is in. */
export const JSON_PROPERTIES = 'json-properties';

/** Only its name is of interest; values stay those of the type beneath. */
class Named extends types.LogicalType {
  protected override _fromValue(value: unknown): unknown {
    return value;
  }

  protected override _toValue(value: unknown): unknown {
    return value;
  }
}

const NAMES = [JSON_TEXT, JSON_PROPERTIES, 'timestamp-millis', 'timestamp-micros', 'date'];

/** Those that mean something else than the type beneath does; all others are read as that type, as Avro demands. */
export const LOGICAL_TYPES = Object.fromEntries(NAMES.map((name) => [name, Named])) as unknown as Readonly<
  Record<string, typeof Named>
>;
