import { ApiName } from './apis';
import * as admin from './api/admin';
import { fetchHandler } from './api/fetch';
import * as groups from './api/groups';
import { apiVersions, metadataHandler } from './api/metadata';
import * as offsets from './api/offsets';
import { produceHandler } from './api/produce';
import { Broker, Handler } from './broker';

export function handlersOf(broker: Broker): Record<ApiName, Handler> {
  return {
    Produce: produceHandler(broker),
    Fetch: fetchHandler(broker),
    ListOffsets: offsets.listOffsetsHandler(broker),
    Metadata: metadataHandler(broker),
    OffsetCommit: offsets.offsetCommitHandler(broker),
    OffsetFetch: offsets.offsetFetchHandler(broker),
    FindCoordinator: groups.findCoordinatorHandler(broker),
    JoinGroup: groups.joinGroupHandler(broker),
    Heartbeat: groups.heartbeatHandler(broker),
    LeaveGroup: groups.leaveGroupHandler(broker),
    SyncGroup: groups.syncGroupHandler(broker),
    DescribeGroups: groups.describeGroupsHandler(broker),
    ListGroups: groups.listGroupsHandler(broker),
    ApiVersions: apiVersions,
    CreateTopics: admin.createTopicsHandler(broker),
    DeleteTopics: admin.deleteTopicsHandler(broker),
    DeleteRecords: admin.deleteRecordsHandler(broker),
    InitProducerId: admin.initProducerIdHandler(broker),
    DescribeConfigs: admin.describeConfigsHandler(broker),
    CreatePartitions: admin.createPartitionsHandler(broker),
    DeleteGroups: groups.deleteGroupsHandler(broker),
  };
}
