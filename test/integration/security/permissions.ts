import {
  AclOperationTypes,
  AclPermissionTypes,
  AclResourceTypes,
  Kafka,
  logLevel,
  ResourcePatternTypes,
  type Admin,
} from 'kafkajs';
import type { Binding } from '../../../apps/cli/src/acl/show-permissions';
import type { AppName } from '../../support/app-process';
import type { SecuredSystem } from './secured-system';

/** Lets a worker do what `omni acl` prints for it, and nothing more. */
export async function grantPrinted(system: SecuredSystem, name: AppName): Promise<readonly Binding[]> {
  const [bindings] = (await system.ask(['acl', '--app', name])) as unknown as [readonly Binding[]];
  await asAdministrator(system, (admin) => admin.createAcls({ acl: bindings.map(aclOf) }));
  return bindings;
}

/** Takes back everything about one topic or group. */
export async function revoke(system: SecuredSystem, of: Pick<Binding, 'resource_type' | 'resource_name'>) {
  const filter = {
    resourceType: AclResourceTypes[of.resource_type],
    resourceName: of.resource_name,
    resourcePatternType: ResourcePatternTypes.LITERAL,
    operation: AclOperationTypes.ANY,
    permissionType: AclPermissionTypes.ANY,
  };
  await asAdministrator(system, (admin) => admin.deleteAcls({ filters: [filter] }));
}

export async function asAdministrator<Result>(
  { kafka }: SecuredSystem,
  work: (admin: Admin) => Promise<Result>,
): Promise<Result> {
  const admin = new Kafka({ brokers: [kafka.admin], logLevel: logLevel.NOTHING }).admin();
  await admin.connect();
  try {
    return await work(admin);
  } finally {
    await admin.disconnect();
  }
}

export function aclOf(binding: Binding) {
  return {
    resourceType: AclResourceTypes[binding.resource_type],
    resourceName: binding.resource_name,
    resourcePatternType: ResourcePatternTypes[binding.pattern_type],
    principal: binding.principal,
    host: binding.host,
    operation: AclOperationTypes[binding.operation],
    permissionType: AclPermissionTypes[binding.permission_type],
  };
}
