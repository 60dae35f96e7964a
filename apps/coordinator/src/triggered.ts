import { isDeepStrictEqual } from 'node:util';
import {
  answer,
  derivedId,
  MAX_ID_LENGTH,
  refusal,
  refuse,
  type Outcome,
  type RequestOf,
  type WorkflowTriggerResponse,
} from '#contracts';
import { beginAsked } from './beginning';
import type { Coordinator } from './coordinator';
import { stateOf } from './saga/saga';
import { definitionOf, WORKFLOW_NAMES } from './workflows/workflows';

/** One workflow for one id, whoever asks. */
export function sagaIdOf(workflowId: string): string {
  return derivedId('workflow', workflowId);
}

/** Starts a workflow, or tells how the one is that was started by that id. */
export async function triggeredOf(
  request: RequestOf<'workflow_trigger'>,
  coordinator: Coordinator,
): Promise<Outcome<WorkflowTriggerResponse>> {
  const { workflow_name: name, workflow_id, input = {}, timeout_ms: timeoutMs } = request.payload;
  // The same request again is the same workflow.
  const workflowId = workflow_id ?? derivedId(request.origin, 'workflow');
  if (workflowId.length > MAX_ID_LENGTH) return refuse(TOO_LONG);
  const subject = { kind: 'workflow', name, id: workflowId } as const;
  const definition = definitionOf(subject);
  if (definition === undefined) return refuse(unknown(name));
  const asked = { id: sagaIdOf(workflowId), subject, input, timeoutMs };
  const saga = await beginAsked(request, asked, definition, coordinator);
  if ('kind' in saga) return saga;
  if (saga.subject.name !== name || !isDeepStrictEqual(saga.input, input)) return refuse(TAKEN);
  return answer({ workflow_id: workflowId, accepted: true, state: stateOf(saga), error: null });
}

const TOO_LONG = refusal('invalid_payload', 'the workflow id is too long', [
  { path: '/workflow_id', message: `must have at most ${MAX_ID_LENGTH} characters` },
]);

const TAKEN = refusal('workflow_id_taken', 'a workflow with this id was started with another name or input');

function unknown(name: string) {
  const known = WORKFLOW_NAMES.join(', ');
  return refusal('unknown_workflow', `no workflow has the name ${name.slice(0, 100)}; there are: ${known}`);
}
