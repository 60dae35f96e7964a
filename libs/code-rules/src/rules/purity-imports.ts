import { type ImportItem, lastName, PURE_KINDS } from '#code-model';
import { type Finding, levels, type Rule, type Subject } from '../rule';
import { knownCalls } from './calls';
import { fullName, importedNames, moduleAround } from './imported-names';
import { nodesOf } from './nodes';
import { OUTSIDE } from './outside/outside';
import { scopeOf } from './scope';

/** What computes and reducers must not import. An import for type checkers alone is no import. */
export const PURITY_IMPORTS: readonly Rule[] = [
  {
    id: 'PUR-001',
    title: 'A pure node imports a library for input and output',
    dimension: 'compliance',
    severity: levels('E/E'),
    hint: 'move the work to an effect and pass its result in; for annotations import below TYPE_CHECKING, or by `import type`',
    source:
      'omnibase_core scripts/check_node_purity.py, src/omnibase_core/validation/validator_transport_import.py and validator_node_purity.py: clients of networks, databases and queues, and libraries that start programs. Their parts that only compute, such as urllib.parse, are left alone; in a file without a node class, which check_node_purity.py does not judge, subprocess is a warning. Of TypeScript the modules of Node and npm for the same, however they are imported',
    check: transports,
  },
  {
    id: 'PUR-007',
    title: 'A pure node takes part in events',
    dimension: 'compliance',
    severity: levels('W/E'),
    hint: 'return an intent and let an effect or the runtime publish it',
    source:
      'omnibase_core scripts/check_node_purity.py (legacy mixins and event bus). Only where a class of the file is a pure node: handlers are called with envelopes. Of TypeScript also emitters of Node and npm',
    check: events,
  },
  {
    id: 'PUR-008',
    title: 'A pure node starts threads or processes',
    dimension: 'compliance',
    severity: levels('W/E'),
    hint: 'leave concurrency to the runtime and programs to an effect',
    source:
      'omnibase_core scripts/check_node_purity.py (threading and subprocess). Of TypeScript workers and clusters, and timers, which are never more than a warning',
    check: threads,
  },
  {
    id: 'PUR-009',
    title: 'A pure node imports logging',
    dimension: 'compliance',
    severity: levels('i/W'),
    hint: 'take the logger from the container, or leave logging to the caller',
    source:
      'omnibase_core scripts/check_node_purity.py (logging). Two of five real compute handlers do it: no error in either profile. Of TypeScript the loggers of npm; what is printed is STR-002',
    check: logging,
  },
];

function* transports(subject: Subject): Iterable<Finding> {
  const { transports: modules, programs } = OUTSIDE[subject.code.language];
  for (const [module, at] of imported(subject, modules)) {
    const message = `\`${module}\` is imported by code that must be free of effects`;
    const excusable = module === programs && nodesOf(subject).length === 0;
    yield { at, message, detail: module, ...(excusable && { severity: 'warning' }) };
  }
}

function* threads(subject: Subject): Iterable<Finding> {
  const { threads: modules, starts, timers } = OUTSIDE[subject.code.language];
  for (const [module, at] of imported(subject, modules)) {
    yield { at, message: `\`${module}\` is imported by code that must not manage threads`, detail: module };
  }
  if (!subject.pure) return;
  const scope = scopeOf(subject, PURE_KINDS);
  for (const { call, path } of knownCalls(subject)) {
    if (!scope.has(call)) continue;
    if (starts.test(path)) yield { at: call, message: `\`${path}\` starts something on its own`, detail: path };
    else if (timers.test(path)) {
      yield { at: call, message: `\`${path}\` runs something later`, detail: 'timer', severity: 'warning' };
    }
  }
}

function* logging(subject: Subject): Iterable<Finding> {
  for (const [module, at] of imported(subject, OUTSIDE[subject.code.language].logging)) {
    yield { at, message: `\`${module}\` is imported by code that must be free of effects` };
  }
}

/** The imports of `modules` or of something inside them, once where a statement imports several names from one. */
function* imported(subject: Subject, modules: ReadonlySet<string>): Iterable<[module: string, at: ImportItem]> {
  if (!subject.pure) return;
  const { harmless } = OUTSIDE[subject.code.language];
  let last: ImportItem | undefined;
  for (const item of scopeOf(subject, PURE_KINDS).imports()) {
    const path = item.name === undefined ? item.module : fullName(item);
    const module = item.level > 0 ? undefined : moduleAround(path, modules);
    if (module === undefined || moduleAround(path, harmless) !== undefined) continue;
    const again = item.name !== undefined && last?.name !== undefined && last.module === item.module;
    last = item;
    if (!again) yield [module, item];
  }
}

const LEGACY_MIXINS: ReadonlySet<string> = new Set([
  'MixinEventBus',
  'MixinEventDrivenNode',
  'MixinEventHandler',
  'MixinEventListener',
  'MixinServiceRegistry',
]);
const LEGACY_MODULE = /(?:^|\.)mixin_(?:event_bus|event_driven_node|event_handler|event_listener|service_registry)$/;
function* events(subject: Subject): Iterable<Finding> {
  if (!subject.pure) return;
  const { classes, imports } = scopeOf(subject, PURE_KINDS);
  if (classes.length === 0) return;
  const { eventModules, eventNames } = OUTSIDE[subject.code.language];
  for (const item of imports()) {
    const name = item.name ?? item.module;
    const isMixin = LEGACY_MIXINS.has(name) || (item.name === undefined && LEGACY_MODULE.test(item.module));
    const isEvent = eventNames.has(name) || (item.level === 0 && moduleAround(item.module, eventModules) !== undefined);
    if (!isMixin && !isEvent) continue;
    const what = isMixin ? 'The legacy mixin' : 'The event component';
    yield { at: item, message: `${what} \`${lastName(name)}\` is imported by a pure node`, detail: lastName(name) };
  }
  const known = importedNames(subject.code);
  for (const { item } of classes) {
    for (const base of item.bases) {
      if (!LEGACY_MIXINS.has(base) || known.has(base)) continue;
      yield { at: item.nameSpan, message: `\`${item.name}\` inherits the legacy mixin \`${base}\``, detail: base };
    }
  }
}
