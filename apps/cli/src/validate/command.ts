import type { Command } from '../command';
import { COMMON, WORKERS } from '../options';

export const VALIDATE: Command = {
  name: 'validate',
  says: 'check files of code: findings for people and programs, exit code by severity',
  usage: [
    'omni validate FILE|FOLDER|@LIST… [options]',
    'omni validate [FILE|FOLDER|@LIST…] --files-from LIST|- [options]',
    'omni validate - [--file-path NAME] [options]',
  ],
  examples: [
    'omni validate src',
    'omni validate node.py --node-type effect --contract contract.yaml',
    'git diff --name-only -z --diff-filter=d | omni validate --files-from -',
    'omni validate - --file-path src/node.py < draft.py',
    'omni validate src --format sarif --output omni.sarif',
    'omni validate . --format github',
    'omni validate src --fix',
  ],
  options: {
    'node-type': {
      type: 'string',
      value: 'TYPE',
      says: 'effect, compute, reducer or orchestrator; else seen from the code',
    },
    contract: {
      type: 'string',
      multiple: true,
      value: 'FILE',
      says: 'a contract, YAML or JSON, for every file; may be repeated',
    },
    contracts: {
      type: 'string',
      value: 'auto|off',
      says: 'auto: also the contract.yaml (.yml, .json) beside a file (default off)',
    },
    profile: {
      type: 'string',
      value: 'PROFILE',
      says: 'imperative or declarative severities; else seen from the contracts',
    },
    type: {
      type: 'string',
      value: 'TYPE',
      says: 'what is looked at: syntax, semantic, compliance or full (default)',
    },
    format: { type: 'string', value: 'FORMAT', says: 'text (default), json, sarif or github (annotations)' },
    output: {
      type: 'string',
      short: 'o',
      value: 'FILE',
      says: 'write the report to a file, and a summary to standard error',
    },
    'fail-on': {
      type: 'string',
      value: 'SEVERITY',
      says: 'exit code 1 from this on: error (default), warning, info or never',
    },
    'min-score': {
      type: 'string',
      value: 'N',
      says: 'exit code 1 when the quality score of a file is below this, 0 to 1',
    },
    'max-issues': {
      type: 'string',
      value: 'N',
      says: 'list at most this many issues of a file, the worst; all are counted',
    },
    'files-from': {
      type: 'string',
      value: 'LIST',
      says: 'paths from a file, one a line or ended by NUL; - is standard input',
    },
    'file-path': {
      type: 'string',
      value: 'NAME',
      says: 'with -: the file that the code on standard input belongs to',
    },
    fix: { type: 'boolean', says: 'repair in the files what ruff and biome repair safely, and report what is left' },
    workers: WORKERS,
    'no-ignore': { type: 'boolean', says: 'look in folders for what git ignores, too' },
    'no-cache': { type: 'boolean', says: 'check anew what has not changed since it was checked' },
    quiet: { type: 'boolean', short: 'q', says: 'text: only what makes the exit code 1 or 2; no summary' },
    help: COMMON.help,
  },
  notes: [
    'Folders are searched for .py, .pyi, .ts, .tsx, .mts, .cts, .js, .jsx, .mjs and .cjs; hidden ones, node_modules, venv,',
    '  __pycache__, dist and build are passed over, and what .gitignore names; links are not followed.',
    'Exit code 1 when a file fails by --fail-on or --min-score; 2 when a file cannot be checked: it cannot be read, is no',
    '  UTF-8, is too large, or its language is not supported. The other files are checked all the same.',
  ],
  load: async () => (await import('./validate.js')).validate,
};
