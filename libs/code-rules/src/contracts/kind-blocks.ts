import type { NodeType } from '#contracts';
import { hasDispatch, KIND_BLOCKS } from './blocks';
import { below, firstOf, has, isMembers, type Members, nameOf, own } from './members';
import type { Reading } from './reading';
import type { Report } from './report';
import { kindIn } from './shape';

/** How far the weights of an algorithm may be from 1: what upstream's own contract model allows. */
const WEIGHT_TOLERANCE = 0.01;

/** CON-007: a whole contract describes its work in the block of its kind, and that block says something. */
export function checkKindBlocks({ contract, path, form }: Reading, report: Report): void {
  const kind = kindIn(contract);
  if (kind === undefined) return;
  const usual = KIND_BLOCKS[kind][0] ?? '';
  if (form === 'node' && !has(contract, KIND_BLOCKS[kind]) && !hasDispatch(contract)) {
    report.add('CON-007', path, `A contract of ${article(kind)} says what the node does: ${usual} is missing`);
  }
  checkFilled(contract, path, kind, report);
  if (kind === 'compute') checkWeights(contract, path, report);
}

function article(kind: NodeType): string {
  return kind === 'effect' || kind === 'orchestrator' ? `an ${kind}` : `a ${kind}`;
}

/** An empty `io_operations` or `state_machine` promises a description and gives none. */
function checkFilled(contract: Members, path: string, kind: NodeType, report: Report): void {
  for (const name of KIND_BLOCKS[kind]) {
    const block = firstOf(contract, [name], path);
    if (block === undefined || !isEmpty(block.value)) continue;
    const isElsewhere = Array.isArray(block.value) && hasDispatch(contract);
    if (!isElsewhere) report.add('CON-007', block.path, `${name} describes nothing`);
  }
}

/** A text may name a file that describes it. */
function isEmpty(block: unknown): boolean {
  return typeof block === 'object' && block !== null ? Object.keys(block).length === 0 : nameOf(block) === undefined;
}

function checkWeights(contract: Members, path: string, report: Report): void {
  const algorithm = own(contract, 'algorithm');
  if (!isMembers(algorithm)) return;
  const factors = own(algorithm, 'factors');
  const at = below(below(path, 'algorithm'), 'factors');
  if (factors === undefined || factors === null) return;
  const items = typeof factors === 'object' ? Object.values(factors) : [];
  if (items.length === 0) return report.add('CON-007', at, 'The algorithm has no factors');
  const weights = items.map((factor) => (isMembers(factor) ? own(factor, 'weight') : factor)).filter(isNumber);
  if (weights.length < items.length) return;
  const sum = weights.reduce((total, weight) => total + weight, 0);
  if (Math.abs(sum - 1) <= WEIGHT_TOLERANCE + Number.EPSILON) return;
  report.add('CON-007', at, `The weights of the algorithm add up to ${Number(sum.toFixed(4))} instead of 1`);
}

function isNumber(value: unknown): value is number {
  return typeof value === 'number';
}
