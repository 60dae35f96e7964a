import { NO_OP_ROUTE, oursNoOp, rawEcho } from '../contestants';
import type { Stage } from '../stage';
import { replyTopic, type Peer } from './peer';

/** What the peers are compared with. */
export function ownPeers({ bootstrap }: Stage): readonly Peer[] {
  const raw = { request: NO_OP_ROUTE.request, response: replyTopic('kafkajs'), headers: NO_OP_ROUTE.headers };
  return [
    {
      name: 'ours, no-op',
      reply: NO_OP_ROUTE.response,
      command: (group) => oursNoOp(bootstrap, group),
      guarantees: {
        order: 'by key',
        commit: 'after the reply, without gaps',
        'side by side': '300 records',
        validation: 'request and reply, 12 envelopes, limits',
        'what fails': 'retried, error reply, dead letter',
      },
    },
    {
      name: 'kafkajs, batches with Ajv',
      reply: raw.response,
      command: (group) => rawEcho(bootstrap, raw, 'checked-batch', group),
      guarantees: {
        order: 'by partition',
        commit: 'after the replies of a batch',
        'side by side': '1 batch',
        validation: 'Ajv, request',
        'what fails': 'blocks its partition',
      },
    },
  ];
}
