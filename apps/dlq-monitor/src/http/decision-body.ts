import type { Decision } from '#dead-letters';
import { Problem } from '#operations';
import type { Choice, Filter } from '../decisions';
import { FILTER, ID, text } from './dead-letter-values';
import type { Parameter } from './read-query';

/** Of one request; more are decided by their filter. */
const MAX_IDS = 1_000;

/** Who decides is not known before there is a login; a client may say. */
const NOBODY_NAMED = 'not named';

const ACTOR = text(200);
const REASON = text(1_000);

type Body = Readonly<Record<string, unknown>>;

/** `{actor?, reason}` */
export function readDecision(body: object, besides: readonly string[] = []): Decision {
  const fields = body as Body;
  refuseUnknown(fields, ['actor', 'reason', ...besides]);
  return { actor: fieldOf(fields, 'actor', ACTOR) ?? NOBODY_NAMED, reason: required(fields, 'reason', REASON) };
}

/** `{actor?, reason, ids}` or `{actor?, reason, filter: {topic?, code?, correlation_id?}}` */
export function readBulkDecision(body: object): { readonly by: Decision; readonly choice: Choice } {
  const by = readDecision(body, ['ids', 'filter']);
  const { ids, filter } = body as Body;
  if ((ids === undefined) === (filter === undefined)) {
    throw new Problem(400, 'missing_field', 'Say which dead letters: either ids or filter.', { field: 'ids' });
  }
  return { by, choice: filter === undefined ? { ids: readIds(ids) } : { filter: readFilter(filter) } };
}

function readIds(ids: unknown): readonly string[] {
  const list = Array.isArray(ids) && ids.length >= 1 && ids.length <= MAX_IDS ? (ids as unknown[]) : undefined;
  const read = list?.map((id) =>
    typeof id === 'string' || Number.isSafeInteger(id) ? ID.read(String(id)) : undefined,
  );
  const good = read?.filter((id) => id !== undefined);
  if (good === undefined || good.length !== read?.length) {
    throw invalidField('ids', `a list of 1 to ${MAX_IDS} ids, each 1 to 18 digits`);
  }
  return [...new Set(good)];
}

/** A filter that chooses everything is too easily sent by mistake. */
function readFilter(filter: unknown): Filter {
  if (typeof filter !== 'object' || filter === null || Array.isArray(filter)) throw invalidField('filter', 'an object');
  const fields = filter as Body;
  refuseUnknown(fields, Object.keys(FILTER), 'filter.');
  const names = Object.keys(FILTER) as (keyof typeof FILTER)[];
  const values = names.flatMap((name) => {
    const value = fieldOf(fields, name, FILTER[name], 'filter.');
    return value === undefined ? [] : [[name, value] as const];
  });
  if (values.length === 0) throw invalidField('filter', `an object with at least one of ${names.join(', ')}`);
  return Object.fromEntries(values) as Filter;
}

function required(fields: Body, name: string, parameter: Parameter<string>): string {
  const value = fieldOf(fields, name, parameter);
  if (value === undefined) throw new Problem(400, 'missing_field', `${name} is missing.`, { field: name });
  return value;
}

function fieldOf(fields: Body, name: string, parameter: Parameter<string>, prefix = ''): string | undefined {
  const value = Object.hasOwn(fields, name) ? fields[name] : undefined;
  if (value === undefined) return undefined;
  const read = typeof value === 'string' ? parameter.read(value) : undefined;
  if (read === undefined) throw invalidField(`${prefix}${name}`, parameter.expected);
  return read;
}

function refuseUnknown(fields: Body, known: readonly string[], prefix = ''): void {
  const stray = Object.keys(fields).find((name) => !known.includes(name));
  if (stray === undefined) return;
  const field = `${prefix}${stray.slice(0, 100)}`;
  throw new Problem(
    400,
    'unknown_field',
    `There is no field ${JSON.stringify(field)}; there are ${known.join(', ')}.`,
    { field },
  );
}

function invalidField(field: string, expected: string): Problem {
  return new Problem(400, 'invalid_field', `${field} must be ${expected}.`, { field });
}
