import type { NodeType } from '#contracts';
import { checkConformance, type ImplementedClass } from './conformance';
import { checkKindBlocks } from './kind-blocks';
import type { Contracts } from './reading';
import { type ContractFinding, Report } from './report';
import { checkDescription, checkFingerprint, checkIdentity, checkKind, checkVersion } from './shape';
import { stateMachinesOf } from './state-machine';
import { checkStateMachine } from './state-machine-findings';
import { workflowsOf } from './workflow';
import { checkWorkflow } from './workflow-findings';

export type { ImplementedClass } from './conformance';
export type { ContractFinding } from './report';

/**
 * Everything the rules CON-001 to CON-008, RED-003 and ORC-004 have against the contracts of a request, in the order of
 * the contracts, at most 50 findings per rule. Same input, same findings; linear in the size of the contracts; never
 * throws. YAML text beyond the limits of `readYaml` is CON-001.
 */
export function checkContracts(
  { readings, unreadable }: Contracts,
  code: { readonly nodeType?: NodeType; readonly classes: readonly ImplementedClass[] },
): ContractFinding[] {
  const report = new Report(unreadable);
  checkKind(readings, code.nodeType, report);
  for (const reading of readings) {
    checkIdentity(reading, report);
    checkDescription(reading, report);
    checkVersion(reading, report);
    checkConformance(reading, code, report);
    checkKindBlocks(reading, report);
    checkFingerprint(reading, report);
    for (const machine of stateMachinesOf(reading.contract, reading.path)) checkStateMachine(machine, report);
    for (const workflow of workflowsOf(reading.contract, reading.path)) checkWorkflow(workflow, report);
  }
  return report.findings;
}
