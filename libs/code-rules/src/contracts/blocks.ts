import type { NodeType } from '#contracts';
import { has, isMembers, listOf, type Members, own } from './members';

export const NAMES = ['name', 'node_name', 'contract_name', 'service_name', 'microservice_name', 'handler_id'] as const;
export const VERSIONS = ['contract_version', 'version', 'node_version'] as const;
export const STATE_MACHINES = ['state_machine', 'fsm', 'state_transitions', 'fsm_subcontract'] as const;
export const WORKFLOWS = ['workflow_coordination', 'workflow_definition', 'execution_graph', 'workflow'] as const;

/** Members that say which code does the work: with one of them the block of the kind may be absent. */
const DISPATCH = ['handler_routing', 'handler', 'handlers', 'operations', 'capabilities', 'event_bus', 'actions'];

/** The block each kind describes its work with, in every spelling contracts use, the usual one first. */
export const KIND_BLOCKS: Readonly<Record<NodeType, readonly string[]>> = {
  effect: ['io_operations', 'effect_operations', 'db_io'],
  compute: ['algorithm', 'compute_operations', 'compute_specification', 'pipeline'],
  reducer: [...STATE_MACHINES, 'state_model', 'reduction_operations', 'aggregation', 'db_io', 'projection_api'],
  orchestrator: [
    ...WORKFLOWS,
    'workflows',
    'steps',
    'workflow_steps',
    'fsm',
    'state_machine',
    'published_events',
    'io_operations',
  ],
};

export function hasDispatch(contract: Members): boolean {
  return has(contract, DISPATCH);
}

const ANY_BLOCK = [...new Set(['handler_routing', ...Object.values(KIND_BLOCKS).flat()])];

/**
 * What a request's `contracts` hold:
 * - `node`: a whole contract of a node, which must be complete;
 * - `excerpt`: some members of one (`node_type`, `capabilities`, `subcontracts` …), as generators pass them;
 * - `fragment`: a state machine or a workflow by itself;
 * - `foreign`: something else, nobody's business here.
 */
export type Form = 'node' | 'excerpt' | 'fragment' | 'foreign';

export function formOf(contract: Members, isText: boolean): Form {
  const isNode = has(contract, ['node_type']);
  if (!isNode && isFragment(contract)) return 'fragment';
  if (isWhole(contract, isText)) return !isNode && isOtherContract(contract) ? 'excerpt' : 'node';
  return has(contract, ['node_type', 'capabilities', 'subcontracts']) || requiresMixins(contract)
    ? 'excerpt'
    : 'foreign';
}

function isFragment(contract: Members): boolean {
  const isMachine = has(contract, ['transitions']) && has(contract, ['states', 'initial_state']);
  return isMachine || has(contract, ['execution_graph', 'workflow_definition', 'workflow_metadata']);
}

/** A file of its own, or an object that says its version or its models, is meant to be complete. */
function isWhole(contract: Members, isText: boolean): boolean {
  if (has(contract, ['contract_version'])) return true;
  const marks = ['version', 'input_model', 'output_model'].filter((mark) => has(contract, [mark])).length;
  if (has(contract, ['node_type'])) return isText || marks > 0;
  return marks + (has(contract, ANY_BLOCK) ? 1 : 0) > 1;
}

/** Contracts of handlers, and those from before `node_type`, say in other words what they are for. */
function isOtherContract(contract: Members): boolean {
  return has(contract, ['node_classification']) || (has(contract, ['handler_id']) && has(contract, ['descriptor']));
}

function requiresMixins(contract: Members): boolean {
  const dependencies = own(contract, 'dependencies');
  return isMembers(dependencies) && listOf(own(dependencies, 'required_mixins')).length > 0;
}

/** A thin node: the contract itself routes to handlers, or names the one there is. */
export function isDeclarative(contract: Members): boolean {
  if (isMembers(own(contract, 'handler_routing'))) return true;
  const handler = own(contract, 'handler');
  return isMembers(handler) && has(handler, ['module']) && has(handler, ['class', 'class_name', 'name', 'function']);
}
