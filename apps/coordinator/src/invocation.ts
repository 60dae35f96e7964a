import { derivedId, refusal, refuse, type Outcome, type RequestOf } from '#contracts';
import { beginAsked } from './beginning';
import type { Coordinator } from './coordinator';
import type { Saga } from './saga/saga';
import { NODE_NAMES } from './workflows/nodes';
import { definitionOf } from './workflows/workflows';

/** A node that is asked for without a time is given up after this. */
const TIMEOUT_MS = 30_000;

/** The run of a node that a request asks for: the same one each time that the request comes. */
export async function invocationOf(
  request: RequestOf<'node_invoke'>,
  coordinator: Coordinator,
): Promise<Saga | Outcome<never>> {
  const { node_name: name, node_type: nodeType, input = {}, timeout_ms: timeoutMs = TIMEOUT_MS } = request.payload;
  const subject = { kind: 'node', name, nodeType } as const;
  const definition = definitionOf(subject);
  if (definition === undefined) return refuse(unknown(name, nodeType));
  const asked = { id: derivedId(request.origin, 'node'), subject, input, timeoutMs };
  return beginAsked(request, asked, definition, coordinator);
}

function unknown(name: string, nodeType: string) {
  const known = NODE_NAMES.join(', ');
  return refusal('unknown_node', `no ${nodeType} node has the name ${name.slice(0, 100)}; there are: ${known}`);
}
