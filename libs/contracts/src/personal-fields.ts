import type { PayloadClass } from './schemas';
import { entriesOfTopic } from './contracts';
import { personalProperties, type PersonalMark } from './payloads/personal-data';

/** Names of properties and headers by which a message says whom it is about. */
export type PersonalFields = ReadonlyMap<string, PersonalMark>;

/** Every envelope may have it, in its metadata or beside it. */
const EVERYWHERE: PersonalFields = new Map([['user_id', 'subject']]);

const known = new WeakMap<PayloadClass, PersonalFields>();

/** By the catalog: what the payloads on this topic mark. */
export function personalFieldsOf(topic: string): PersonalFields {
  const all = entriesOfTopic(topic).map(({ payload }) => fieldsOf(payload));
  if (all.length <= 1) return all[0] ?? EVERYWHERE;
  return new Map(all.flatMap((fields) => [...fields]));
}

function fieldsOf(payload: PayloadClass): PersonalFields {
  const found = known.get(payload) ?? new Map([...EVERYWHERE, ...personalProperties(payload)]);
  known.set(payload, found);
  return found;
}
