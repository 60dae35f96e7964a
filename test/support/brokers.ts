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
  onLocalBroker(suite, options);
  const bootstrap = kafka();
  const onKafka = bootstrap === undefined ? describe.skip : describe;
  onKafka('on Apache Kafka', () => {
    suite({ name: 'kafka', bootstrap: () => bootstrap ?? '' });
  });
}

/** Runs a suite whose subject lies behind the broker on one of them: Apache Kafka, where the test run has one. */
export function onOneBroker(suite: (broker: TestBroker) => void): void {
  const bootstrap = kafka();
  if (bootstrap === undefined) onLocalBroker(suite);
  else describe('on Apache Kafka', () => suite({ name: 'kafka', bootstrap: () => bootstrap }));
}

function kafka(): string | undefined {
  return process.env['OMNI_TEST_KAFKA_BOOTSTRAP'];
}

function onLocalBroker(suite: (broker: TestBroker) => void, options: LocalBrokerOptions = {}): void {
  describe('on the local broker', () => {
    let local: LocalBroker;
    beforeAll(async () => {
      local = await startLocalBroker(options);
    });
    afterAll(() => local.stop());
    // A block of its own: Jest runs tear-downs in written order, and the suite's must come before the broker's.
    describe('the suite', () => suite({ name: 'local', bootstrap: () => local.bootstrap }));
  });
}
