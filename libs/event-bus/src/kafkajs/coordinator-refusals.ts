import BrokerPool from 'kafkajs/src/cluster/brokerPool';
import { isRefusal } from './access-error';

/**
 * Corrects src/cluster/brokerPool: where no broker names a coordinator because we may not know of it, that is said.
 * kafkajs forgets why and says that there is none.
 */
export function correctCoordinatorRefusals(): void {
  const { withBroker } = BrokerPool.prototype;
  BrokerPool.prototype.withBroker = async function <Result>(ask: (asked: object) => Promise<Result>) {
    let refusal: Error | undefined;
    const found = await withBroker.call(this, (asked) =>
      ask(asked).catch((error: unknown) => {
        if (error instanceof Error && 'type' in error && isRefusal(error.type)) refusal = error;
        throw error;
      }),
    );
    if (found === null && refusal !== undefined) throw refusal;
    return found;
  };
}
