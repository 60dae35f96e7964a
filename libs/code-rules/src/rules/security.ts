import { levels, type Rule } from '../rule';
import { endpoints } from './endpoints';
import { filledSql, isFilledStatement } from './filled-sql';
import { isUnsafe, runAsCode } from './run-as-code';
import { secrets } from './secrets';

/** What an attacker would look for. */
export const SECURITY: readonly Rule[] = [
  {
    id: 'SEC-001',
    title: 'Data is run as code',
    dimension: 'security',
    severity: levels('E/E'),
    hint: 'parse data instead of evaluating it, and run programs without a shell',
    source:
      'flake8-bandit S102, S301, S302, S307, S506, S602, S604, S605 by ruff. Of TypeScript eval and its kin by biome. Shells that are given a command which is not written out, by whatever call, are found here (of TypeScript a warning where it is a plain variable), and so are loaders of YAML: one derived from a safe one is safe',
    engines: ['S102', 'S301', 'S302', 'S307', 'S506', 'S602', 'S604', 'S605'],
    holds: isUnsafe,
    check: runAsCode,
  },
  {
    id: 'SEC-002',
    title: 'A secret stands in the code',
    dimension: 'security',
    severity: levels('W/W'),
    hint: 'take secrets from the container or a secret store, and change this one',
    source:
      'omnibase_core scripts/validation/validate-secrets.py and flake8-bandit S105 to S107; names that end in a secret’s word, known forms of keys, and credentials in addresses; placeholders and names of settings are left alone. S105 to S107 know no such forms and no members of a dictionary, and take PASS = "PASS" for a secret',
    check: secrets,
  },
  {
    id: 'SEC-003',
    title: 'SQL is put together from parts',
    dimension: 'security',
    severity: levels('W/W'),
    hint: 'bind values as parameters',
    source:
      'flake8-bandit S608 by ruff, where the text is a statement and not a sentence and more than marks are filled in. Found here: values behind a statement (`sql += name`), and of TypeScript statements in templates and sums; tags bind, and names in capitals or of parts of a statement are no values',
    engines: ['S608'],
    holds: isFilledStatement,
    check: filledSql,
  },
  {
    id: 'SEC-004',
    title: 'An address stands in the code',
    dimension: 'security',
    severity: levels('W/W'),
    hint: 'take addresses from the configuration, without a fallback',
    source:
      'omnibase_core src/omnibase_core/validation/validator_url_authority.py and scripts/validate_no_env_fallbacks.py; examples, schemas and links to sources are left alone',
    check: endpoints,
  },
];
