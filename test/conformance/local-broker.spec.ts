import { LocalBroker, startLocalBroker } from '../../tools/local-broker/src';
import { describeKafkaBehaviour } from './conformance';

let broker: LocalBroker;

beforeAll(async () => {
  broker = await startLocalBroker();
});

afterAll(() => broker.stop());

describeKafkaBehaviour('the local broker', () => broker.bootstrap, { autoCreate: true });
