import { isObject, NAMESPACE, parseText, UUID, type JsonObject } from '#contracts';
import { Field, integerKind, PageQuery, patternKind, Problem, textKind, uuidKind, type Kind } from '#http';
import type { StampFilter } from '#stamping';

const optional = true;
const MAX_JSON = 2_048;

const OBJECT: Kind<JsonObject> = {
  expected: `a JSON object of at most ${MAX_JSON} characters`,
  schema: { type: 'string', maxLength: MAX_JSON, contentMediaType: 'application/json' },
  read: (value) => {
    if (typeof value !== 'string' || value.length > MAX_JSON || value.includes(String.raw`\u0000`)) return undefined;
    const parsed = parseText(value);
    return parsed.ok && isObject(parsed.value) ? parsed.value : undefined;
  },
};

const ANY_CASE = patternKind('a UUID', UUID);

/** What stamps are listed by; all of it must hold. */
export class StampsQuery extends PageQuery {
  @Field(patternKind('dotted lower-case words', NAMESPACE), { optional })
  namespace?: string;

  @Field(uuidKind('a stamp'), { optional })
  uid?: string;

  @Field(textKind(200), { optional, description: 'The own id of the document.' })
  document_id?: string;

  @Field({ ...ANY_CASE, read: (value) => ANY_CASE.read(value)?.toLowerCase() }, { optional })
  op_id?: string;

  @Field(textKind(20), { optional })
  protocol_version?: string;

  @Field(integerKind(1, Number.MAX_SAFE_INTEGER), { optional })
  version?: number;

  @Field(textKind(20), { optional })
  metadata_version?: string;

  @Field(OBJECT, { optional, description: 'What must be in the intelligence data, e.g. {"language":"python"}.' })
  intelligence_data?: JsonObject;
}

/** Throws a problem for filters that could find half of all stamps: those would be sorted for one page. */
export function stampFilterOf(query: Omit<StampsQuery, keyof PageQuery>): StampFilter {
  const { namespace, uid, ...metadata } = query;
  const { document_id, op_id } = metadata;
  if ([namespace, uid, document_id, op_id].every((one) => one === undefined)) {
    throw new Problem(400, 'missing_parameter', 'One of namespace, uid, document_id and op_id must be given.');
  }
  const said = Object.values(metadata).some((one) => one !== undefined);
  return {
    ...(namespace !== undefined && { namespace }),
    ...(uid !== undefined && { uid }),
    ...(said && { metadata }),
  };
}
