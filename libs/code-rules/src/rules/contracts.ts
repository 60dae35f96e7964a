import { levels, type Rule } from '../rule';

function rule(id: string, severity: Rule['severity'], title: string, hint: string, source: string): Rule {
  return { id, title, dimension: 'compliance', severity, hint, source };
}

/** What `checkContracts` finds in the contracts of a request. */
export const CONTRACTS: readonly Rule[] = [
  rule(
    'CON-001',
    levels('E/E'),
    'A contract cannot be read or does not say what it is',
    'make the contract an object with a name, a node type and a version',
    'omnibase_core validation/validator_contract_linter.py',
  ),
  rule(
    'CON-002',
    levels('E/E'),
    'A contract is for another node type than the request',
    'send the contract of this node, or correct its node_type',
    'omnibase_core scripts/validation/yaml_contract_validator.py (prefix comparison, 24 accepted values)',
  ),
  rule(
    'CON-003',
    levels('W/W'),
    'A contract does not describe its node',
    'add description, input_model and output_model, the models named Model*',
    'omnibase_core ModelContractBase required fields; all shipped contracts of omnibase_infra have the three',
  ),
  rule(
    'CON-004',
    levels('W/W'),
    'The version of a contract is written in an old form',
    'write contract_version with major, minor and patch',
    'omnibase_core validation/validator_contract_linter.py (deprecated field names)',
  ),
  rule(
    'CON-005',
    levels('W/W'),
    'A required capability has no method',
    'implement the capability as a method of that name (also _name, process_name or handle_name)',
    'omniclaude agents/lib/quality_validator.py, contract conformance',
  ),
  rule(
    'CON-006',
    levels('W/W'),
    'A mixin the contract asks for is not inherited',
    'inherit the mixin, or take it out of the contract',
    'omniclaude agents/lib/quality_validator.py, contract conformance',
  ),
  rule(
    'CON-007',
    levels('W/W'),
    'The block a node of this kind needs is missing or wrong',
    'add io_operations (effect), a state machine (reducer), workflow_coordination (orchestrator) or an algorithm whose weights sum to 1 (compute)',
    'omnibase_core models/contracts/model_contract_*.py v0.1.0',
  ),
  rule(
    'CON-008',
    levels('i/i'),
    'A fingerprint is not of the form version:hash',
    'write the fingerprint as <semantic version>:<12 hexadecimal digits>',
    'omnibase_core scripts/compute_contract_fingerprint.py',
  ),
  rule(
    'RED-003',
    levels('W/W'),
    'The state machine of a contract cannot work as drawn',
    'make every state reachable, every trigger unambiguous, and let every cycle end',
    'omnibase_core validation/validator_fsm_analysis.py',
  ),
  rule(
    'ORC-004',
    levels('W/W'),
    'The workflow of a contract cannot be run as drawn',
    'remove cycles, duplicate ids, unknown dependencies and reserved modes',
    'omnibase_core validation/validator_workflow_graph.py, validator_workflow_step.py, checker_workflow_linter.py W001 to W005',
  ),
];
