import { PartitionAssigners, type PartitionAssigner } from 'kafkajs';
import { version } from 'kafkajs/package.json';
import type { Cluster } from 'kafkajs-internals';
import { correctMetadata } from './broker-metadata';
import { correctCoordinatorRefusals } from './coordinator-refusals';
import { correctConsumerGroup } from './consumer-group';
import { GroupState, rememberGroup, type GroupEvents } from './group-state';
import { correctOffsetManager } from './offset-manager';
import { correctProduceRequest } from './produce-request';
import { correctRequestQueue } from './request-queue';
import { subscribedRoundRobin } from './subscribed-round-robin';

/** The release that the corrections were written for: each reaches into its inside. */
const CORRECTED_VERSION = '2.2.4';

if (version !== CORRECTED_VERSION) {
  throw new Error(`the corrections are for kafkajs ${CORRECTED_VERSION}, this is ${version}; read them again first`);
}

correctRequestQueue();
correctProduceRequest();
correctConsumerGroup();
correctOffsetManager();
correctCoordinatorRefusals();

/** How a consumer becomes one of ours: the factory of an assigner is given the consumer's cluster. */
export function correctedAssigner(
  metadataMaxAgeMs: number,
  events: GroupEvents,
  onCluster: (cluster: Cluster) => void,
): PartitionAssigner {
  return (options) => {
    const cluster = options.cluster as unknown as Cluster;
    correctMetadata(cluster, metadataMaxAgeMs);
    rememberGroup(cluster, new GroupState(events));
    onCluster(cluster);
    return { ...PartitionAssigners.roundRobin(options), ...subscribedRoundRobin(cluster) };
  };
}
