import { AssignerProtocol, type Admin, type GroupDescription } from 'kafkajs';
import type { TopicNames } from '../topic-names';
import { renameRefusals } from './administration';

const { MemberAssignment } = AssignerProtocol;

/** An admin that is asked, and answers, by our names of topics, in all that this library asks. */
export function renamingAdmin(admin: Admin, names: TopicNames): Admin {
  if (names.areSame) return admin;
  return {
    ...admin,
    listTopics: async () => names.listed(await admin.listTopics()),
    fetchTopicOffsets: (topic) => admin.fetchTopicOffsets(names.onBroker(topic)),
    fetchTopicOffsetsByTimestamp: (topic, at) => admin.fetchTopicOffsetsByTimestamp(names.onBroker(topic), at),
    fetchTopicMetadata: async (options) => {
      const { topics } = await admin.fetchTopicMetadata({
        topics: options?.topics.map((topic) => names.onBroker(topic)) ?? [],
      });
      return { topics: topics.map((found) => ({ ...found, name: names.ofBroker(found.name) })) };
    },
    describeConfigs: async ({ resources, ...options }) => {
      const asked = resources.map((resource) => ({ ...resource, name: names.onBroker(resource.name) }));
      const found = await admin.describeConfigs({ ...options, resources: asked });
      const renamed = found.resources.map((one) => ({ ...one, resourceName: names.ofBroker(one.resourceName) }));
      return { ...found, resources: renamed };
    },
    createTopics: (options) =>
      admin
        .createTopics({ ...options, topics: names.toBroker(options.topics) })
        .catch((error: unknown) => renameRefusals(error, names)),
    createPartitions: ({ topicPartitions, ...options }) =>
      admin.createPartitions({ ...options, topicPartitions: names.toBroker(topicPartitions) }),
    deleteTopicRecords: ({ topic, ...options }) =>
      admin.deleteTopicRecords({ ...options, topic: names.onBroker(topic) }),
    fetchOffsets: async ({ topics, ...options }) => {
      const asked = topics?.map((topic) => (typeof topic === 'string' ? names.onBroker(topic) : topic));
      return names.fromBroker(await admin.fetchOffsets({ ...options, ...(asked && { topics: asked }) }));
    },
    describeGroups: async (ids) => ({
      groups: (await admin.describeGroups(ids)).groups.map((group) => withNames(group, names)),
    }),
  };
}

function withNames(group: GroupDescription, names: TopicNames): GroupDescription {
  return {
    ...group,
    members: group.members.map((member) => ({ ...member, memberAssignment: renamed(member.memberAssignment, names) })),
  };
}

/** What is no assignment of a consumer stays as it is. */
function renamed(assignment: Buffer, names: TopicNames): Buffer {
  try {
    const decoded = MemberAssignment.decode(assignment);
    if (decoded === null) return assignment;
    return MemberAssignment.encode({ ...decoded, assignment: renamedKeys(decoded.assignment, names) });
  } catch {
    return assignment;
  }
}

/** By our names, what is by the broker's. */
export function renamedKeys<Value>(byName: Readonly<Record<string, Value>>, names: TopicNames): Record<string, Value> {
  return Object.fromEntries(Object.entries(byName).map(([name, value]) => [names.ofBroker(name), value]));
}
