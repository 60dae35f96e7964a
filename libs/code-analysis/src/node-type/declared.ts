import { NODE_TYPES, type NodeType } from '#contracts';
import { asNode, ENTRY_METHODS, kindOfName, kindOfPath, lastName, type NodeClass } from '#code-model';
import { importedPath } from '../names';
import type { Reading } from '../reading';
import type { Evidence } from './evidence';

/** What a source says of its kind in so many words. */
export const DECLARED = {
  marker: 8,
  base: 8,
  class_name: 6,
  entry_method: 6,
  /** A class that is no node by its other features and ends with a kind. */
  other_class_name: 3,
  /** `EnumHandlerTypeCategory.EFFECT` and the like. */
  category: 2.5,
  /** `ModelHandlerOutput.for_reducer(…)`. */
  output: 2,
  /** Shared among the kinds of the node packages that are imported from. */
  packages: 4,
} as const;

/** Parts of a node's own package; other packages are imported from as well, but for these less often. */
const OWN_PART = /\.(?:models|enums|protocols|handlers|types|errors|constants)(?:\.|$)/;

export function addDeclared(reading: Reading, evidence: Evidence): void {
  for (const { item } of reading.survey.classes) {
    if (item.kind !== 'class') continue;
    const line = reading.survey.lineOf(item);
    const node = asNode(item);
    if (node !== undefined) addNode(node, line, evidence);
    else addName(item.name, line, evidence);
  }
  addCategories(reading, evidence);
  addPackages(reading, evidence);
}

function addNode(
  { item, kindByMarker, kindByBase, kindByName, kindByEntry, certain }: NodeClass,
  line: number,
  evidence: Evidence,
): void {
  const base = item.bases.join(', ');
  if (kindByMarker !== undefined) evidence.add('marker', kindByMarker, DECLARED.marker, line, '__onex_node_type__');
  if (kindByBase !== undefined) evidence.add('base', kindByBase, DECLARED.base, line, base);
  const weight = certain ? DECLARED.class_name : DECLARED.other_class_name;
  if (kindByName !== undefined) evidence.add('class_name', kindByName, weight, line, item.name);
  if (kindByEntry !== undefined)
    evidence.add('entry_method', kindByEntry, DECLARED.entry_method, line, ENTRY_METHODS[kindByEntry]);
}

function addName(name: string, line: number, evidence: Evidence): void {
  const kind = name.startsWith('Handler') ? kindOfName(name) : undefined;
  if (kind !== undefined) evidence.add('class_name', kind, DECLARED.other_class_name, line, name);
}

const CATEGORY =
  /(?:^|\.)Enum(?:HandlerTypeCategory|NodeKind|NodeType|NodeArchetype)\.(\w+?)(?:_GENERIC)?(?:\.value)?$/;
const OUTPUT = /(?:^|\.)ModelHandlerOutput\.for_(\w+)$/;

/** Each member and each output counts once: it is used in comparisons and in every branch. */
function addCategories({ survey }: Reading, evidence: Evidence): void {
  const seen = new Set<string>();
  const add = (path: string, pattern: RegExp, weight: number, line: number): void => {
    const word = pattern.exec(path)?.[1]?.toLowerCase() ?? '';
    const kind = NODE_TYPES.find(
      (type) => word === type || (type === 'compute' && word === 'nondeterministic_compute'),
    );
    if (kind === undefined || seen.has(`${kind}${weight}`)) return;
    seen.add(`${kind}${weight}`);
    evidence.add('marker', kind, weight, line, path);
  };
  for (const { item } of survey.all('member')) add(item.path, CATEGORY, DECLARED.category, survey.lineOf(item));
  for (const { item } of survey.all('call')) add(item.callee, OUTPUT, DECLARED.output, survey.lineOf(item));
}

function addPackages({ survey }: Reading, evidence: Evidence): void {
  const counts = new Map<NodeType, { times: number; line: number; path: string }>();
  let all = 0;
  for (const { item } of survey.all('import')) {
    const path = importedPath(item);
    const kind = kindOfPath(`${path.replaceAll('.', '/')}/`);
    if (kind === undefined || lastName(item.module) === '') continue;
    const times = OWN_PART.test(path) ? 2 : 1;
    all += times;
    const known = counts.get(kind);
    if (known === undefined) counts.set(kind, { times, line: survey.lineOf(item), path });
    else known.times += times;
  }
  for (const [kind, { times, line, path }] of counts) {
    evidence.add('imports', kind, (DECLARED.packages * times) / all, line, path);
  }
}
