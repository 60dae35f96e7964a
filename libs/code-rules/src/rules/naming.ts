import type { Rule } from '../rule';
import { levels } from '../rule';
import { misspelledClasses } from './class-name';
import { misnamedContracts } from './contract-name';
import { misnamedFile } from './file-name';
import { genericClasses, genericFunctions, enhancedNames } from './generic-name';
import { misnamedNodes } from './node-name';
import { pythonOnly } from './python-only';
import { misnamedRoles } from './role-name';

/** Names of nodes, contracts, models, functions and files. */
export const NAMING: readonly Rule[] = [
  {
    id: 'NAM-001',
    title: 'Node class not named Node<Name><Kind>',
    dimension: 'compliance',
    severity: levels('E/E'),
    hint: 'name the class Node<Name><Kind>, where the kind is Effect, Compute, Reducer or Orchestrator',
    source:
      'omnibase_core scripts/validation/validate_naming.py; omniarchon phase3_validation node_onex_validator_compute',
    check: misnamedNodes,
  },
  {
    id: 'NAM-002',
    title: 'Class without the prefix of its role',
    dimension: 'compliance',
    severity: levels('W/W'),
    hint: 'start the name with Model, Enum, Protocol or TypedDict, as the base class says',
    source: 'omnibase_core validation/checker_pydantic_pattern.py, scripts/validation/validate_naming.py',
    check: pythonOnly(misnamedRoles),
  },
  {
    id: 'NAM-003',
    title: 'Contract class not named ModelContract<Kind>',
    dimension: 'compliance',
    severity: levels('W/W'),
    hint: 'name the contract of a node ModelContract<Kind>, in this order',
    source: 'omniarchon phase3_validation; omnibase_core models/contracts',
    check: misnamedContracts,
  },
  {
    id: 'NAM-004',
    title: 'Class not in PascalCase or function not in snake_case',
    dimension: 'compliance',
    severity: levels('W/W'),
    hint: 'name classes in PascalCase and functions in snake_case',
    source: 'omnibase_core validation/checker_naming_convention.py; ruff N801, N802. Of TypeScript classes only',
    engines: ['N801', 'N802'],
    check: misspelledClasses,
  },
  {
    id: 'NAM-005',
    title: 'Generic word in the name of a class',
    dimension: 'compliance',
    severity: levels('i/W'),
    hint: 'say what the class does in words of the domain instead of Manager, Helper, Processor and the like',
    source: 'omnibase_core validation/checker_naming_convention.py',
    check: genericClasses,
  },
  {
    id: 'NAM-006',
    title: 'Name that says nothing or compares itself to another version',
    dimension: 'compliance',
    severity: levels('i/i'),
    hint: 'name functions after what they do to what, and classes without Enhanced, Simple or Consolidated',
    source:
      'omnibase_core scripts/validation/validate-no-enhancement-prefixes.py, validation/checker_generic_pattern.py',
    *check(subject) {
      yield* enhancedNames(subject);
      yield* genericFunctions(subject);
    },
  },
  {
    id: 'NAM-007',
    title: 'File without the prefix of its folder',
    dimension: 'compliance',
    severity: levels('W/W'),
    hint: 'start the name of the file with what it holds: node_, model_, enum_, protocol_, service_, mixin_, handler_',
    source: 'omnibase_core validation/validator_naming_convention.py',
    check: pythonOnly(misnamedFile),
  },
];
