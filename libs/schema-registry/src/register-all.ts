import type { JsonSchema } from './answers';
import type { SchemaRegistryClient } from './registry-client';
import { RegistryError, type RegistryErrorCode } from './registry-error';

export interface SubjectSchema {
  readonly subject: string;
  readonly schema: JsonSchema;
}

export type Registration =
  | { readonly subject: string; readonly outcome: 'created' | 'unchanged'; readonly id: number }
  | {
      readonly subject: string;
      readonly outcome: 'refused';
      readonly code: RegistryErrorCode;
      readonly message: string;
    };

/** Structured log lines: facts first, then a short sentence. */
export interface RegistryLog {
  info(facts: object, message: string): void;
  warn(facts: object, message: string): void;
}

/** A registry is no place to be flooded by every worker that starts. */
const AT_ONCE = 4;

/**
 * Registers each subject's schema, in order, four at once, and says of each whether it was new, known or refused: in
 * the log and, in the order given, in the result. A refusal stops nothing. Rejects with the `RegistryError` when the
 * registry cannot be reached or says "not now"; what was registered until then stays so, and doing it all again is
 * harmless and cheap. A subject may be named once: two schemas of one subject would be registered in either order.
 */
export async function registerAll(
  client: SchemaRegistryClient,
  schemas: readonly SubjectSchema[],
  log: RegistryLog,
): Promise<readonly Registration[]> {
  const registrations: Registration[] = [];
  const queue = schemas.entries();
  const lane = async (): Promise<void> => {
    for (const [at, schema] of queue) registrations[at] = await registerOne(client, schema, log);
  };
  // All lanes end before this does: nobody wants late log lines of a registration that has failed.
  const lanes = await Promise.allSettled(Array.from({ length: AT_ONCE }, lane));
  const failed = lanes.find(({ status }) => status === 'rejected');
  if (failed?.status === 'rejected') throw failed.reason;
  return registrations;
}

async function registerOne(
  client: SchemaRegistryClient,
  { subject, schema }: SubjectSchema,
  log: RegistryLog,
): Promise<Registration> {
  try {
    const known = await client.lookup(subject, schema);
    const id = known ?? (await client.register(subject, schema));
    const outcome = known === undefined ? 'created' : 'unchanged';
    log.info({ subject, schema_id: id, outcome }, 'schema registered');
    return { subject, outcome, id };
  } catch (error) {
    if (!(error instanceof RegistryError) || error.transient) throw error;
    const { code, message } = error;
    log.warn({ subject, code, error }, 'the registry refuses a schema');
    return { subject, outcome: 'refused', code, message };
  }
}
