import { describeKafkaBehaviour } from './conformance';

const bootstrap = process.env.OMNI_TEST_KAFKA_BOOTSTRAP;

if (bootstrap === undefined || bootstrap === '') {
  // oxlint-disable-next-line jest/no-disabled-tests -- says in the report what was left out
  describe.skip('Apache Kafka (OMNI_TEST_KAFKA_BOOTSTRAP is not set)', () => {
    it('behaves like the local broker', () => undefined);
  });
} else {
  // As the test run and the local stack start it.
  describeKafkaBehaviour('Apache Kafka', () => bootstrap, { autoCreate: false });
}
