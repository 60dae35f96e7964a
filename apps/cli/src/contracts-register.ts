import {
  registerAll,
  RegistryError,
  SchemaRegistryClient,
  type CompatibilityMode,
  type Registration,
  type RegistrySettings,
  type SubjectSchema,
} from '#schema-registry';
import { EXIT, Failure, usage } from './failure';
import { unlessEnded, type Session } from './session';
import { showRegistrations } from './show-registrations';

export interface RegisterContracts {
  readonly registry: RegistrySettings;
  readonly schemas: readonly SubjectSchema[];
  /** Set on every subject that is registered; left as it is when absent. */
  readonly compatibility?: CompatibilityMode;
}

const nothing = (): void => undefined;
const QUIET = { info: nothing, warn: nothing };

/** `omni contracts register`: the catalog's schemas into a schema registry. */
export async function registerContracts(what: RegisterContracts, session: Session): Promise<number> {
  const registrations = await unlessEnded(session.signal, register(what));
  await session.print(session.json ? asJson(registrations) : showRegistrations(registrations, session.paint));
  return registrations.some(({ outcome }) => outcome === 'refused') ? EXIT.no : EXIT.ok;
}

async function register(what: RegisterContracts): Promise<readonly Registration[]> {
  const { registry, schemas, compatibility } = what;
  try {
    const client = new SchemaRegistryClient(registry);
    const registrations = await registerAll(client, schemas, QUIET);
    // Some registries know a subject's compatibility only once the subject has a version.
    for (const { subject, outcome } of registrations) {
      if (outcome !== 'refused' && compatibility) await client.setCompatibility(subject, compatibility);
    }
    return registrations;
  } catch (error) {
    throw error instanceof RegistryError ? failureOf(error) : error;
  }
}

function failureOf(error: RegistryError): Failure {
  if (error.code === 'registry_url_invalid') return usage(error.message);
  return new Failure(error.transient ? 'unreachable' : 'no', error.message);
}

function asJson(registrations: readonly Registration[]): string {
  return JSON.stringify({ schemas: registrations.length, registrations });
}
