import { topicSchemas } from '#contracts';
import { POLICIES } from '#schema-evolution';
import { COMPATIBILITY_MODES, subjectOf } from '#schema-registry';
import type { Arguments } from './arguments';
import { registrySettings } from './config';
import { checkContracts } from './contracts-check';
import { diffContracts } from './contracts-diff';
import { registerContracts } from './contracts-register';
import { verifyContracts } from './contracts-verify';
import { usage } from './failure';
import type { Session } from './session';

const SCHEMAS = 'schemas/events';

/** `omni contracts`: schemas beside one another, beside git, beside the code, and into a registry. */
export async function contracts(typed: Arguments, session: Session): Promise<number> {
  const verb = typed.verb(['diff', 'check', 'verify', 'register']);
  if (verb === 'diff') {
    const [older = '', newer = ''] = typed.words(1, ['OLD.json', 'NEW.json']);
    const policy = typed.choice('policy', POLICIES, 'tolerant');
    const mode = typed.choice('mode', ['backward', 'forward', 'full'], 'full');
    return diffContracts({ older, newer, policy, mode }, session);
  }
  typed.words(1, []);
  const dir = typed.text('dir') ?? SCHEMAS;
  if (verb === 'check') return checkContracts({ against: typed.text('against') ?? 'HEAD', dir }, session);
  if (verb === 'verify') return verifyContracts({ dir }, session);
  const registry = registrySettings(typed.text('registry'));
  if (registry === null) throw usage('say where: --registry URL or SCHEMA_REGISTRY_URL');
  const compatibility = typed.choice('compatibility', COMPATIBILITY_MODES);
  const schemas = topicSchemas().map(({ topic, schema }) => ({ subject: subjectOf(topic), schema }));
  return registerContracts({ registry, schemas, ...(compatibility && { compatibility }) }, session);
}
