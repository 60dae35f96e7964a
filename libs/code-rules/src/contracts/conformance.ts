import type { NodeType } from '#contracts';
import { isDeclarative } from './blocks';
import type { Members } from './members';
import type { Reading } from './reading';
import { quoted, type Report } from './report';
import { capabilitiesOf, mixinName, mixinsOf, squeezed } from './requirements';
import { kindIn } from './shape';

/** A class of the code: its bases as written (`MixinRetry`, `pkg.MixinRetry`, `NodeCompute[In, Out]`). */
export interface ImplementedClass {
  readonly name: string;
  readonly bases: readonly string[];
  readonly methods: readonly string[];
}

/**
 * CON-005 and CON-006: what the contract promises, the classes have. Nothing is said about contracts of another kind
 * than the requested one, about code without classes and about declarative nodes, whose handlers stand elsewhere.
 */
export function checkConformance(
  { contract, path }: Reading,
  code: { readonly nodeType?: NodeType; readonly classes: readonly ImplementedClass[] },
  report: Report,
): void {
  const kind = kindIn(contract);
  const isNeighbour = kind !== undefined && code.nodeType !== undefined && kind !== code.nodeType;
  if (isNeighbour || code.classes.length === 0 || isDeclarative(contract)) return;
  checkCapabilities(contract, path, code.classes, report);
  checkMixins(contract, path, code.classes, report);
}

function checkCapabilities(
  contract: Members,
  path: string,
  classes: readonly ImplementedClass[],
  report: Report,
): void {
  const methods = new Set(classes.flatMap((each) => each.methods.flatMap(methodSpellings)));
  for (const { value: name, path: at } of capabilitiesOf(contract, path, true)) {
    if (methods.has(squeezed(name))) continue;
    report.add('CON-005', at, `No method implements the capability ${quoted(name)}`);
  }
}

/** Generators put `_`, `process_` or `handle_` before a capability's name. */
function methodSpellings(method: string): string[] {
  const bare = method.replace(/^_{1,2}/, '');
  return [bare, bare.replace(/^(?:process|handle)(?:_|(?=\p{Lu}))/u, '')].map(squeezed);
}

function checkMixins(contract: Members, path: string, classes: readonly ImplementedClass[], report: Report): void {
  const inherited = new Set(classes.flatMap((each) => each.bases.flatMap(mixinsIn)));
  const asked = new Set<string>();
  for (const { value: mixin, path: at } of mixinsOf(contract, path)) {
    const name = mixinName(mixin);
    if (inherited.has(name) || asked.has(name)) continue;
    asked.add(name);
    report.add('CON-006', at, `No class inherits the mixin ${quoted(mixin)}`);
  }
}

/** What the framework's own base classes inherit already: see the mixin table of the docs. */
const IN_EVERY_SERVICE = ['healthcheck', 'metrics', 'nodeservice'];
const IN_BASES: Readonly<Record<string, readonly string[]>> = {
  NodeEffect: ['effectexecution', 'handlerrouting'],
  NodeCompute: ['computeexecution', 'handlerrouting'],
  NodeReducer: ['fsmexecution'],
  NodeOrchestrator: ['workflowexecution', 'handlerrouting'],
  ModelServiceEffect: [...IN_EVERY_SERVICE, 'eventbus', 'effectexecution', 'handlerrouting'],
  ModelServiceCompute: [...IN_EVERY_SERVICE, 'caching', 'computeexecution', 'handlerrouting'],
  ModelServiceReducer: [...IN_EVERY_SERVICE, 'caching', 'fsmexecution'],
  ModelServiceOrchestrator: [...IN_EVERY_SERVICE, 'eventbus', 'workflowexecution', 'handlerrouting'],
};

function mixinsIn(base: string): readonly string[] {
  const name = (base.split('[', 1)[0] ?? base).split('.').at(-1)?.trim() ?? base;
  return [mixinName(name), ...(Object.hasOwn(IN_BASES, name) ? (IN_BASES[name] ?? []) : [])];
}
