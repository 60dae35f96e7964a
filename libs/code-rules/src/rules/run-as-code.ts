import { type CallItem, type ClassItem, type Diagnostic, lastName } from '#code-model';
import { setOf } from '#text';
import type { Finding, Subject } from '../rule';
import { knownCalls } from './calls';
import { resolved } from './imported-names';
import { perLanguage } from './per-language';
import { startsShell } from './shells';

/** What is given a command for a shell. */
const SHELLS = perLanguage(
  /^asyncio\.(?:subprocess\.)?create_subprocess_shell$|^(?:[\w.]*loop|asyncio\.get_(?:running_|event_)?loop\(\))\.subprocess_shell$|^pexpect\.(?:run|spawn)$/,
  /^child_process\.exec(?:Sync)?$|^shelljs\.exec$|^execa\.(?:execaCommand|execaCommandSync|command|commandSync)$/,
);
/** What is given a program and its arguments. */
const PROGRAMS = perLanguage(
  /^subprocess\.(?:run|call|check_call|check_output|Popen)$|^asyncio\.(?:subprocess\.)?create_subprocess_exec$|^os\.(?:exec[lv]p?e?|spawn[lv]p?e?|posix_spawnp?)$|^pty\.spawn$|^anyio\.(?:run_process|open_process)$|^trio\.run_process$/,
  /^child_process\.(?:spawn|execFile)(?:Sync)?$|^execa\.(?:execa|execaSync)$|^cross-spawn(?:\.\w+)?$|^Bun\.spawn(?:Sync)?$|^Deno\.Command$/,
);
const MACHINES = /^vm\.(?:Script|compileFunction|runIn(?:New|This)?Context)$/;

/** Where data is run as code, beside what the engines find. */
export function* runAsCode(subject: Subject): Iterable<Finding> {
  const { language, source } = subject.code;
  for (const { call, path: known } of subject.code.language === 'python' ? pythonCalls(subject) : knownCalls(subject)) {
    const path = known.replace(/^node:/, '');
    const [first] = call.arguments;
    const isFixed = first === undefined || first.value.text !== undefined;
    if (SHELLS[language].test(path) && !isFixed) {
      const isMade = language === 'python' || first.value.kind === 'string' || first.value.kind === 'other';
      const message = `\`${path}\` gives a shell a command that is not written out`;
      yield { at: call, message, detail: 'shell', ...(!isMade && { severity: 'warning' }) };
    } else if (PROGRAMS[language].test(path) && startsShell(call, source)) {
      yield { at: call, message: `\`${path}\` starts a shell with a command that is not written out`, detail: 'shell' };
    } else if (language === 'python') {
      yield* unsafeYaml(subject, call, path);
    } else if (PROGRAMS[language].test(path) && asksForShell(call)) {
      const message = `\`${path}\` starts a shell`;
      yield { at: call, message, detail: 'shell', ...(isFixed && { severity: 'warning' }) };
    } else if (MACHINES.test(path) && !isFixed) {
      yield { at: call, message: `\`${path}\` runs a text as code`, detail: 'code', severity: 'warning' };
    }
  }
}

/** All calls, each by what was imported as far as that can be told. */
function* pythonCalls(subject: Subject): Iterable<{ readonly call: CallItem; readonly path: string }> {
  for (const call of subject.code.all('call')) yield { call, path: resolved(subject, call.callee) || call.callee };
}

/** `true` has one letter less than `false`. */
function asksForShell({ arguments: given }: CallItem): boolean {
  return given.some(({ name, value }) => {
    if (name !== 'shell') return false;
    return value.kind === 'string' || (value.kind === 'boolean' && value.end - value.start === 'true'.length);
  });
}

/** Loaders that make no more than plain values, of PyYAML and of those who derive from it. */
const SAFE_LOADERS = setOf('SafeLoader CSafeLoader BaseLoader CBaseLoader SafeConstructor');
const UNSAFE_LOADS = /^yaml\.(?:unsafe|full)_load(?:_all)?$/;
const LOADS = /^yaml\.load_all$/;

/** What ruff does not look for beside `yaml.load`. */
function* unsafeYaml(subject: Subject, call: CallItem, path: string): Iterable<Finding> {
  if (UNSAFE_LOADS.test(path)) {
    const isFull = path.startsWith('yaml.full');
    const message = `\`${path}\` makes objects of any class that the text names`;
    yield { at: call, message, detail: 'yaml', ...(isFull && { severity: 'warning' }) };
  } else if (LOADS.test(path) && !hasSafeLoader(subject, call)) {
    yield { at: call, message: `\`${path}\` without a safe loader makes objects of any class`, detail: 'yaml' };
  } else if (/(?:^|\.)YAML$/.test(path) && path.startsWith('ruamel.') && isUnsafeKind(call)) {
    yield { at: call, message: `\`${path}\` of this type makes objects of any class`, detail: 'yaml' };
  }
}

function isUnsafeKind({ arguments: given }: CallItem): boolean {
  return given.some(({ name, value }) => (name === '' || name === 'typ') && value.text === 'unsafe');
}

function hasSafeLoader(subject: Subject, { arguments: given }: CallItem): boolean {
  const loader = given.find(({ name }) => name === 'Loader') ?? given.filter(({ name }) => name === '')[1];
  return loader !== undefined && isSafeLoader(loader.value.path, subject);
}

/** Longer chains of classes in one file are not followed. */
const MAX_ANCESTORS = 30;

/** Whether a loader is a safe one, or made of one in this file. */
function isSafeLoader(path: string, { code }: Subject): boolean {
  const classes = new Map(code.all('class').map((item) => [item.name, item]));
  const alias = new Map(code.all('assign').map(({ targets: [name = ''], value }) => [name, value?.path ?? '']));
  const open = [path];
  for (let seen = 0, next = open.pop(); next !== undefined && seen < MAX_ANCESTORS; seen += 1, next = open.pop()) {
    if (SAFE_LOADERS.has(lastName(next)) && !classes.has(next)) return true;
    open.push(...basesOf(classes.get(next)), ...(alias.has(next) ? [alias.get(next) ?? ''] : []));
  }
  return false;
}

function basesOf(item: ClassItem | undefined): readonly string[] {
  return item?.bases ?? [];
}

/** How ruff names the loader that it does not know. */
const DOUBTED_LOADER = /loader `([\w.]+)`/;

/** Whether what ruff says of a loader holds: it looks at the name only. */
export function isUnsafe({ rule, message }: Diagnostic, subject: Subject): boolean | 'perhaps' {
  const loader = rule === 'S506' ? DOUBTED_LOADER.exec(message)?.[1] : undefined;
  if (loader === undefined) return true;
  if (isSafeLoader(loader, subject)) return false;
  return /safe/i.test(lastName(loader)) && !/unsafe/i.test(loader) ? 'perhaps' : true;
}
