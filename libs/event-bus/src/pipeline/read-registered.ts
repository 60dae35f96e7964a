import { refusal, type AnyOutboundRecord, type Parsed, type RefusalCode } from '#contracts';
import type { Attempts } from '../attempts';
import type { Context } from './context';
import type { Middleware } from './middleware';

/** Values whose schema a registry has. */
export interface RegisteredValues {
  /**
   * What a framed value says; `null` where its schema leaves that to the value. At once where the schema is known; rejects
   * while the registry cannot be asked.
   */
  read(value: Buffer): Parsed | null | Promise<Parsed | null>;
  /** The record as it is to be sent. At once where its schema is known; rejects while the registry cannot be asked. */
  write(record: AnyOutboundRecord): AnyOutboundRecord | Promise<AnyOutboundRecord>;
  /** Resolves when the registry answers. */
  probe(): Promise<void>;
}

/** What a framed value is refused for that is not JSON. */
const NOT_JSON: ReadonlySet<RefusalCode> = new Set(['invalid_utf8', 'invalid_json', 'not_an_object']);

/**
 * What a framed value says that is not JSON. A record whose schema cannot be asked for waits as for any dependency that is
 * down; others go on meanwhile, as none of them needs it. Framed JSON is read without the registry.
 */
export function readRegistered(values: RegisteredValues, attempts: Pick<Attempts, 'run'>): Middleware {
  return (context, next) => {
    const { value, unreadable } = context.record;
    if (value?.[0] !== 0 || unreadable !== undefined || !isOther(context.json)) return next();
    const said = values.read(value);
    if (said instanceof Promise) return learn(context, said, () => values.read(value), attempts).then(next);
    context.readAs(said);
    return next();
  };
}

function isOther(json: Parsed): boolean {
  return !json.ok && NOT_JSON.has(json.refusal.code);
}

async function learn(
  context: Context,
  said: Promise<Parsed | null>,
  again: () => Parsed | null | Promise<Parsed | null>,
  attempts: Pick<Attempts, 'run'>,
): Promise<void> {
  let asked: Promise<Parsed | null> | null = said;
  const attempt = await attempts.run(context.record, async () => {
    const answer = asked ?? again();
    asked = null;
    return answer;
  });
  if (attempt.kind === 'done') return context.readAs(attempt.result);
  const { error, retries } = attempt;
  const failed = refusal('retries_exhausted', `its schema could not be read: ${error.name}`);
  context.readAs({ ok: false, refusal: failed });
  context.reject({ refusal: failed, category: 'transient', cause: error, retries });
}
