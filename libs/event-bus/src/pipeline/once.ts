import type { OutboundRecord, ReplyAddress } from '#contracts';
import type { Attempts } from '../attempts';
import { asError } from '../failures';

/** Whatever fails, fails for good: nobody waits for an outage to pass. */
export const ONCE: Pick<Attempts, 'run'> = {
  run: async (_record, work) => {
    try {
      return { kind: 'done', result: await work() };
    } catch (caught) {
      return { kind: 'failed', error: asError(caught), retries: 0, exhausted: false };
    }
  },
};

/** The reply among what is published, `null` where nobody is answered, and what stands beside it. */
export function replyAmong(
  published: readonly OutboundRecord[],
  address: ReplyAddress | null,
): { readonly reply: OutboundRecord | null; readonly events: readonly OutboundRecord[] } {
  const isReply = ({ topic }: OutboundRecord): boolean =>
    address !== null && (topic === address.route.response || topic === address.route.failure);
  return { reply: published.find(isReply) ?? null, events: published.filter((sent) => !isReply(sent)) };
}
