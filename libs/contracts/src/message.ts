import { parseJsonObject, type Parsed } from './json';
import type { InboundRecord } from './record';

/** A record and what its value says, which is parsed when it is first asked for, and only then. */
export interface Message {
  readonly record: InboundRecord;
  readonly json: Parsed;
}

export function messageOf(record: InboundRecord): Message {
  let json: Parsed | undefined;
  return {
    record,
    get json() {
      return (json ??= parseJsonObject(record.value));
    },
  };
}
