import type { OutboundRecord } from '#contracts';
import type { Attempts } from '../attempts';
import { asError } from '../failures';
import type { Context } from './context';

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

/** What is in the outbox, taken out of it: the reply, `null` where nobody is answered, and what stands beside it. */
export function takeReply(context: Context): {
  readonly reply: OutboundRecord | null;
  readonly events: readonly OutboundRecord[];
} {
  const { address } = context;
  const published = context.takeOutbox();
  const isReply = ({ topic }: OutboundRecord): boolean =>
    address !== null && (topic === address.route.response || topic === address.route.failure);
  return { reply: published.find(isReply) ?? null, events: published.filter((sent) => !isReply(sent)) };
}
