import {
  isObject,
  member,
  parseJsonObject,
  readableJson,
  readEnvelope,
  type InboundRecord,
  type JsonObject,
} from '#contracts';
import { usage } from '../failure';

/** Which records are shown. */
export interface RecordFilter {
  /** Those of these partitions only; empty: of all. */
  readonly partitions: readonly number[];
  readonly correlationId: string | undefined;
  /** `PATH=VALUE` each, all of which must hold. */
  readonly conditions: readonly string[];
}

/** Says of a record whether it is one of those that are wanted. Throws a usage failure for a condition that is none. */
export function recordFilter({
  partitions,
  correlationId,
  conditions,
}: RecordFilter): (record: InboundRecord) => boolean {
  const wanted = conditions.map(readCondition);
  const looksInside = correlationId !== undefined || wanted.length > 0;
  return (record) => {
    if (partitions.length > 0 && !partitions.includes(record.partition)) return false;
    if (!looksInside) return true;
    const json = parseJsonObject(record.value);
    const isOf =
      correlationId === undefined || readEnvelope(record, readableJson(json)).correlationId === correlationId;
    // What is too deep must not be walked, as comparing it would.
    return isOf && wanted.every((holds) => json.ok && holds(json.value));
  };
}

/** `payload.is_valid=false`: the property at that path of the value is this, as JSON or as text. */
function readCondition(text: string): (value: JsonObject) => boolean {
  const [, path, wanted] = /^([^=]+)=(.*)$/s.exec(text) ?? [];
  if (path === undefined || wanted === undefined) {
    throw usage(`--filter must be PATH=VALUE, such as payload.is_valid=false, not ${JSON.stringify(text)}`);
  }
  const names = path.split('.');
  return (value) => {
    const found = names.reduce<unknown>((inner, name) => (isObject(inner) ? member(inner, name) : undefined), value);
    return found !== undefined && (typeof found === 'string' ? found : JSON.stringify(found)) === wanted;
  };
}
