import { WORKFLOWS } from './blocks';
import { below, firstOf, isMembers, itemsOf, type Members, nameOf, type Placed } from './members';

export interface Step {
  readonly id: string;
  /** Other names by which steps may depend on it. */
  readonly alias: string | undefined;
  readonly path: string;
  readonly needs: readonly Placed<string>[];
  readonly type: Placed<string> | undefined;
}

export interface Edge {
  readonly from: string;
  readonly to: string;
  readonly path: string;
}

/** A workflow as a contract describes it, in whatever spelling. */
export interface Workflow {
  readonly steps: readonly Step[];
  readonly edges: readonly Edge[];
  readonly modes: readonly Placed<string>[];
}

const STEPS = ['nodes', 'steps', 'workflow_steps'];
const IDS = ['step_id', 'node_id', 'id', 'step_name', 'name', 'node_name', 'step'];
const ALIASES = ['step_name', 'name', 'node_name'];
const NEEDS = ['depends_on', 'dependencies', 'after'];
/** Real workflows have five. */
const MAX_PARTS = 20;
const INNER = [...WORKFLOWS, 'workflow_metadata', 'coordination_rules'];

/** The workflows of a contract: the one it coordinates, and those listed by name under `workflows`. */
export function workflowsOf(contract: Members, path: string): Workflow[] {
  const several = firstOf(contract, ['workflows'], path);
  const each = isMembers(several?.value)
    ? Object.entries(several.value).map(([name, value]) => ({ value, path: below(several.path, name) }))
    : itemsOf(several);
  return [
    workflowOf(partsOf(contract, path), ['steps', 'workflow_steps']),
    ...each.flatMap(({ value, path: at }) => (isMembers(value) ? [workflowOf(partsOf(value, at), STEPS)] : [])),
  ];
}

type Parts = readonly [Placed<Members>, ...Placed<Members>[]];

/** The contract and the mappings inside it that hold parts of a workflow, each once: YAML can nest one in itself. */
function partsOf(contract: Members, path: string): Parts {
  const parts: [Placed<Members>, ...Placed<Members>[]] = [{ value: contract, path }];
  const seen = new Set<unknown>([contract]);
  for (const part of parts) {
    for (const name of INNER) {
      const inner = firstOf(part.value, [name], part.path);
      if (inner === undefined || !isMembers(inner.value) || seen.has(inner.value) || seen.size > MAX_PARTS) continue;
      seen.add(inner.value);
      parts.push({ value: inner.value, path: inner.path });
    }
  }
  return parts;
}

/** `nodes` and `edges` mean a workflow only inside one, so the outermost part has names of its own for its steps. */
function workflowOf([outer, ...inner]: Parts, names: readonly string[]): Workflow {
  const lists = [
    firstOf(outer.value, names, outer.path),
    ...inner.map((part) => firstOf(part.value, STEPS, part.path)),
  ];
  return {
    steps: lists.flatMap((list) => itemsOf(list).flatMap(stepOf)),
    edges: inner.flatMap((part) => itemsOf(firstOf(part.value, ['edges'], part.path)).flatMap(edgeOf)),
    modes: inner.flatMap((part) => placedName(part.value, ['execution_mode'], part.path) ?? []),
  };
}

function placedName(members: Members, names: readonly string[], path: string): Placed<string> | undefined {
  const found = firstOf(members, names, path);
  const name = nameOf(found?.value);
  return found === undefined || name === undefined ? undefined : { value: name, path: found.path };
}

/** A step is an object with an id or a name. */
function stepOf({ value, path }: Placed<unknown>): Step[] {
  if (!isMembers(value)) return [];
  const id = placedName(value, IDS, path)?.value;
  if (id === undefined) return [];
  const needs = itemsOf(firstOf(value, NEEDS, path)).flatMap((item) => {
    const name = isMembers(item.value) ? placedName(item.value, IDS, item.path)?.value : nameOf(item.value);
    return name === undefined ? [] : [{ value: name, path: item.path }];
  });
  return [
    { id, alias: placedName(value, ALIASES, path)?.value, path, needs, type: placedName(value, ['step_type'], path) },
  ];
}

function edgeOf({ value, path }: Placed<unknown>): Edge[] {
  if (!isMembers(value)) return [];
  const from = placedName(value, ['from_node', 'from_step', 'from', 'source'], path)?.value;
  const to = placedName(value, ['to_node', 'to_step', 'to', 'target'], path)?.value;
  return from === undefined || to === undefined ? [] : [{ from, to, path }];
}
