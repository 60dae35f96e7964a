import { startLocalBroker, type LocalBroker, type LocalBrokerOptions } from '../../tools/local-broker/src';

/** A broker to run a suite on. */
export interface TestBroker {
  readonly name: string;
  readonly bootstrap: () => string;
}

/**
 * Runs one suite on the local broker and, where the test run has one, unchanged on Apache Kafka. The local broker is
 * the suite's own; Apache Kafka is shared, so names must be random.
 */
export function onEveryBroker(suite: (broker: TestBroker) => void, options: LocalBrokerOptions = {}): void {
  describe('on the local broker', () => {
    let local: LocalBroker;
    beforeAll(async () => {
      local = await startLocalBroker(options);
    });
    afterAll(() => local.stop());
    // A block of its own: Jest runs tear-downs in written order, and the suite's must come before the broker's.
    describe('the suite', () => suite({ name: 'local', bootstrap: () => local.bootstrap }));
  });

  const bootstrap = process.env['OMNI_TEST_KAFKA_BOOTSTRAP'];
  const onKafka = bootstrap === undefined ? describe.skip : describe;
  onKafka('on Apache Kafka', () => {
    suite({ name: 'kafka', bootstrap: () => bootstrap ?? '' });
  });
}
