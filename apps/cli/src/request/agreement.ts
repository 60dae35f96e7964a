import { instantOf, isObject, UUID, type Reply } from '#contracts';
import { differencesOf, type Difference } from '#event-log';

/** What two replies to one request say differently, but for ids, instants and what it took. */
export function disagreements(onKafka: Reply, overHttp: Reply): readonly Difference[] {
  return differencesOf(said(onKafka), said(overHttp)).filter(({ path, recorded, now }) => {
    const bothAre = (is: (value: unknown) => boolean) => is(recorded) && is(now);
    const isMeasured = /_(ms|seconds)$/.test(path) && bothAre((value) => typeof value === 'number');
    return !isMeasured && !bothAre(isId) && !bothAre(isInstant);
  });
}

/** Differences within what is an object on one side only are those of the object. */
function said({ error, payload }: Reply): object {
  return { code: error?.code ?? null, payload: isObject(payload) ? payload : {} };
}

function isId(value: unknown): boolean {
  return typeof value === 'string' && UUID.test(value);
}

function isInstant(value: unknown): boolean {
  return typeof value === 'string' && /^\d{4}-\d{2}-\d{2}[T ]/.test(value) && instantOf(value) !== null;
}
