import { type Item, PURE_KINDS } from '#code-model';
import { type Finding, levels, type Rule, type Subject } from '../rule';
import { knownCalls } from './calls';
import { outsideCalls } from './client-calls';
import { fileAccesses, type FileAccess } from './file-access';
import { fullName, resolved } from './imported-names';
import { OUTSIDE } from './outside/outside';
import { COMPUTE_KIND, scopeOf } from './scope';
import { shownPath } from './shown-path';

/** What computes and reducers must not do. */
export const PURITY_CALLS: readonly Rule[] = [
  {
    id: 'PUR-002',
    title: 'A pure node works with files',
    dimension: 'compliance',
    severity: levels('E/E'),
    hint: 'pass contents in and results out; reading and writing is for an effect',
    source:
      'omnibase_core scripts/check_node_purity.py, validator_node_purity.py and docs/guides/DECLARATIVE_NODE_IMPORT_RULES.md. Writing is an error; reading a Path is a warning; an open() for reading is an info, because the first of them allows it expressly. Of TypeScript what fs and its kin write (error) and read (warning)',
    check: files,
  },
  {
    id: 'PUR-003',
    title: 'A pure node reads the environment',
    dimension: 'compliance',
    severity: levels('W/E'),
    hint: 'take the setting from the contract or as an input',
    source:
      'omnibase_core scripts/validation/validate-no-direct-io.py and validator_node_purity.py. One of twelve real compute handlers does it: an error only in new code. Of TypeScript process.env, import.meta.env and dotenv',
    check: environment,
  },
  {
    id: 'PUR-004',
    title: 'A pure node talks to a database, a service or a queue',
    dimension: 'compliance',
    severity: levels('E/E'),
    hint: 'move the call to an effect and pass its result in',
    source:
      'omniarchon fixture for input and output in a compute node: calls of methods such as fetch, execute, get or publish on members named like a client. In a reducer it is RED-001. Of TypeScript also fetch, XMLHttpRequest, WebSocket and EventSource',
    check: clients,
  },
  {
    id: 'PUR-010',
    title: 'A pure node depends on time or chance',
    dimension: 'compliance',
    severity: levels('W/W'),
    hint: 'pass times, identifiers and seeds in as inputs',
    source:
      'omnibase_infra src/omnibase_infra/validation/validator_execution_shape.py (system time in reducers). Clocks that only measure durations and generators with a seed are left alone. Every third real handler does it: never an error. Of TypeScript Date, Math.random, crypto and the usual libraries for identifiers',
    check: chance,
  },
];

const OF_FILES: Readonly<Record<FileAccess['how'], Pick<Finding, 'severity'> & { readonly says: string }>> = {
  write: { says: 'changes files' },
  read: { says: 'reads a file', severity: 'warning' },
  'open to read': { says: 'reads a file', severity: 'info' },
};

function* files(subject: Subject): Iterable<Finding> {
  if (!subject.pure) return;
  const scope = scopeOf(subject, PURE_KINDS);
  for (const [call, access] of fileAccesses(subject)) {
    if (!scope.has(call)) continue;
    const { says, severity } = OF_FILES[access.how];
    const at = { start: call.start, end: call.end };
    yield { at, message: `\`${access.by}\` ${says}`, detail: access.how, ...(severity && { severity }) };
  }
}

function* environment(subject: Subject): Iterable<Finding> {
  if (!subject.pure) return;
  const { environmentName, environment: reads, loads } = OUTSIDE[subject.code.language];
  const scope = scopeOf(subject, PURE_KINDS);
  const finding = (at: Item, path: string): Finding => ({
    at,
    message: `\`${path}\` depends on the environment of the process`,
  });
  for (const item of scope.imports()) {
    if (item.name !== undefined && fullName(item) === environmentName) yield finding(item, environmentName);
  }
  for (const { call, path } of knownCalls(subject)) {
    if ((reads.test(path) || loads.test(path)) && scope.has(call)) yield finding(call, path);
  }
  for (const member of subject.code.all('member')) {
    if (!isEnvironment(subject, member.path) || !scope.has(member)) continue;
    yield finding(member, environmentName);
  }
  for (const assign of subject.code.all('assign')) {
    if (!assign.targets.some((target) => isEnvironment(subject, target)) || !scope.has(assign)) continue;
    yield finding(assign, environmentName);
  }
}

function isEnvironment(subject: Subject, path: string): boolean {
  return path.includes('env') && OUTSIDE[subject.code.language].environment.test(resolved(subject, path));
}

function* clients(subject: Subject): Iterable<Finding> {
  if (!subject.pure) return;
  const scope = scopeOf(subject, COMPUTE_KIND);
  for (const call of outsideCalls(subject)) {
    if (!scope.has(call)) continue;
    yield {
      at: call,
      message: `\`${shownPath(call.callee, subject.code)}\` reaches outside from code that must be free of effects`,
    };
  }
}

function* chance(subject: Subject): Iterable<Finding> {
  if (!subject.pure) return;
  const { time, timeUnlessGiven, chance: random, generators } = OUTSIDE[subject.code.language];
  const scope = scopeOf(subject, PURE_KINDS);
  for (const { call, path } of knownCalls(subject)) {
    if (!scope.has(call)) continue;
    const isEmpty = call.arguments.length === 0;
    const unseeded = generators.test(path) && isEmpty;
    if (time.test(path) || (timeUnlessGiven.has(path) && isEmpty))
      yield { at: call, message: `\`${path}\` gives another time at every call`, detail: 'time' };
    else if (unseeded || random.test(path)) {
      yield { at: call, message: `\`${path}\` gives another value at every call`, detail: 'chance' };
    }
  }
}
