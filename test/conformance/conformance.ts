import { describeGroups } from './groups';
import { describeMembership } from './membership';
import { describeProtocol } from './protocol';
import { describeRecords } from './records';
import { Session } from './session';
import { describeTopics } from './topics';

/**
 * The behaviour of a Kafka broker as clients see it. Whatever passes here may stand in for Apache Kafka in our tests.
 * `bootstrap` is asked when the suite starts; every topic and group gets a random name. `autoCreate` says how the broker
 * is set (`auto.create.topics.enable`).
 */
export function describeKafkaBehaviour(
  broker: string,
  bootstrap: () => string,
  settings: { readonly autoCreate: boolean },
): void {
  describe(broker, () => {
    let current: Session;
    const session = (): Session => current;
    beforeAll(async () => {
      current = await Session.start(bootstrap());
    });
    afterAll(() => current.end());

    describe('topics', () => describeTopics(session, settings.autoCreate));
    describe('records', () => describeRecords(session));
    describe('the protocol', () => describeProtocol(session));
    describe('consumer groups', () => describeGroups(session));
    describe('group membership', () => describeMembership(session));
  });
}
