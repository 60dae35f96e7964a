import { type Form, formOf } from './blocks';
import { below, has, isMembers, type Members, textOf } from './members';
import { type ContractFinding, Report } from './report';
import type { YamlBudget } from './yaml-text';

/** A contract of a request, unwrapped and read. */
export interface Reading {
  readonly contract: Members;
  readonly path: string;
  readonly form: Form;
}

/** The contracts of a request, read once. */
export interface Contracts {
  readonly readings: readonly Reading[];
  /** What is against those that are not among them. */
  readonly unreadable: readonly ContractFinding[];
}

export const NO_CONTRACTS: Contracts = { readings: [], unreadable: [] };

const TEXTS = ['yaml', 'contract_yaml', 'contract', 'content', 'text'] as const;
const FILES = ['path', 'file_path', 'file', 'filename'] as const;
const MAX_WRAPPINGS = 4;

/**
 * The contracts a request carries, in order. An entry is a contract, YAML text, or an object that holds either under
 * `contract`, `yaml`, `contract_yaml`, `content` or `text`. What cannot be read becomes CON-001; objects that are no
 * contracts at all (empty ones, files that are not YAML) are passed over.
 */
export function readContracts(contracts: readonly unknown[]): Contracts {
  if (contracts.length === 0) return NO_CONTRACTS;
  const budget = yamlText().yamlBudget();
  const report = new Report();
  const readings = contracts.flatMap((entry, index) =>
    readEntry(entry, below('/contracts', String(index)), budget, report),
  );
  return { readings, unreadable: report.findings };
}

function readEntry(entry: unknown, at: string, budget: YamlBudget, report: Report): Reading[] {
  let value = entry;
  let path = at;
  for (let depth = 0; depth < MAX_WRAPPINGS; depth += 1) {
    if (typeof value === 'string') return readText(value, path, budget, report);
    if (!isMembers(value)) {
      report.add('CON-001', path, 'The contract is neither an object nor YAML text');
      return [];
    }
    const inner = wrapped(value);
    if (inner === undefined) return readObject(value, path, false);
    path = below(path, inner.name);
    value = inner.value;
  }
  return [];
}

function readObject(contract: Members, path: string, isText: boolean): Reading[] {
  const form = formOf(contract, isText);
  return form === 'foreign' ? [] : [{ contract, path, form }];
}

function readText(text: string, path: string, budget: YamlBudget, report: Report): Reading[] {
  const reading = yamlText().readYaml(text, budget);
  if (reading.kind === 'unreadable') {
    report.add('CON-001', path, `The contract ${reading.reason}`);
    return [];
  }
  for (const key of reading.duplicates) report.add('CON-001', path, `The contract says ${key} twice in one mapping`);
  return readObject(reading.contract, path, true);
}

/** What an object wraps, unless it is a contract itself or a file of another kind. */
function wrapped(value: Members): { readonly name: string; readonly value: unknown } | undefined {
  if (has(value, ['contract_version', 'capabilities', 'subcontracts', 'states', 'input_model'])) return undefined;
  const file = textOf(value, FILES);
  if (file !== undefined && !/\.(?:ya?ml|json)$/i.test(file.slice(-5))) return undefined;
  for (const name of TEXTS) {
    const inner = Object.hasOwn(value, name) ? value[name] : undefined;
    if (typeof inner === 'string' || (name === 'contract' && isMembers(inner))) return { name, value: inner };
  }
  return undefined;
}

/** Required here, because the parser of YAML takes longer to load than all the rules, and few requests have contracts. */
function yamlText(): typeof import('./yaml-text') {
  return require('./yaml-text') as typeof import('./yaml-text');
}
