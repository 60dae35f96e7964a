import type { Database } from '#storage';
import { extendChain } from '../../../libs/event-log/src/audit/extend-chain';

/** Makes the chain anew, as somebody who may write to the table and knows how it is made could. */
export async function rechain(database: Database): Promise<void> {
  await database.query('DELETE FROM audit_chain');
  await database.transaction(extendChain);
}
