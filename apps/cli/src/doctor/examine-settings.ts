import {
  group,
  isSet,
  kafkaSpec,
  list,
  misspeltNames,
  optional,
  optionalDatabaseSpec,
  serviceSpec,
  variable,
  withDefault,
  type Environment,
} from '#config';
import { httpSpec, personalDataSpec, publicKeyFiles, signingKeyFile } from '#settings';
import { fault, warning, type Finding } from './finding';

/** What several workers read; what only one reads, it checks itself when it starts. */
const shared = group({
  service: serviceSpec({ port: 0 }),
  http: httpSpec,
  kafka: kafkaSpec({ groupId: 'omninode-cli', clientId: 'omninode-cli' }),
  database: optionalDatabaseSpec,
  personalData: personalDataSpec,
  auditKey: variable('AUDIT_SIGNING_KEY_FILE', optional(signingKeyFile)),
  stampKey: variable('STAMP_SIGNING_KEY_FILE', optional(signingKeyFile)),
  stampKeys: variable('STAMP_PUBLIC_KEYS', withDefault(list(publicKeyFiles), [])),
});

const LOOPBACK = /^(127\.|localhost$|\[?::1\]?$)/i;

export interface Settings {
  readonly environment: Environment;
  readonly dotEnv: Environment;
  /** The names that .env.example explains; none where it is not there. */
  readonly known: readonly string[];
}

/** What can be said of settings without asking anybody. */
export function examineSettings({ environment, dotEnv, known }: Settings): readonly Finding[] {
  const reading = shared(environment);
  return [
    ...(reading.ok ? [] : reading.problems).map(({ variable: name, expected, got }) =>
      fault('setting.invalid', `${name} is ${got}`, 'Workers that read it do not start.', `Set it to ${expected}.`),
    ),
    ...misspelt({ environment, dotEnv, known }),
    ...unknownAskers(environment),
    ...(isSet(environment, 'DATABASE_URL') ? [] : [NO_DATABASE]),
  ];
}

const NO_DATABASE = fault(
  'setting.no_database',
  'DATABASE_URL is not set',
  'Every worker but intelligence needs a database and does not start.',
  'Set DATABASE_URL, or DATABASE_URL_FILE to a file that has it.',
);

function misspelt(settings: Settings): readonly Finding[] {
  const { faults, warnings } = misspeltNames(settings, settings.known);
  const asFinding = (sentence: string): Finding =>
    warning('setting.unknown', sentence, 'It has no effect.', 'Spell it as .env.example does, or take it out.');
  return [...faults, ...warnings].map(asFinding);
}

function unknownAskers(environment: Environment): readonly Finding[] {
  const host = environment['HOST']?.trim() ?? '';
  if (host === '' || LOOPBACK.test(host) || isSet(environment, 'HTTP_TOKENS') || isSet(environment, 'OIDC_ISSUER')) {
    return [];
  }
  const why = 'Other machines get 401 for everything but health, metrics and descriptions: nobody can be told apart.';
  return [
    warning('http.no_tokens', `HOST is ${host}, and there are no tokens`, why, 'Set HTTP_TOKENS or OIDC_ISSUER.'),
  ];
}
