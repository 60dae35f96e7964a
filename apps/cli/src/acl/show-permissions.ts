import type { AclOperation, Permission, ResourceType } from './permissions';

/** One entry of a broker's list, with the names of Kafka's protocol. */
export interface Binding {
  readonly resource_type: ResourceType;
  readonly resource_name: string;
  readonly pattern_type: Permission['patternType'];
  readonly principal: string;
  /** `*`: from every host. */
  readonly host: string;
  readonly operation: AclOperation;
  readonly permission_type: 'ALLOW';
}

export function bindingsOf(permissions: readonly Permission[], principal: string): readonly Binding[] {
  return permissions.flatMap(({ resourceType, name, patternType, operations }) =>
    operations.map((operation) => ({
      resource_type: resourceType,
      resource_name: name,
      pattern_type: patternType,
      principal,
      host: '*',
      operation,
      permission_type: 'ALLOW' as const,
    })),
  );
}

/** A command of the shell for each set of operations. */
export type AclTool = (permissions: readonly Permission[], principal: string) => readonly string[];

const OPTION = { TOPIC: '--topic', GROUP: '--group', TRANSACTIONAL_ID: '--transactional-id' } as const;

/** `kafka-acls` of Apache Kafka; its address and log-in come from two variables of the shell. */
export const kafkaAcls: AclTool = (permissions, principal) =>
  alike(permissions).map(({ operations, patternType, resources }) =>
    command([
      'kafka-acls --bootstrap-server "$KAFKA_BOOTSTRAP_SERVERS" --command-config "$KAFKA_ADMIN_CONFIG" --add --force',
      `--allow-principal ${quoted(principal)} --resource-pattern-type ${patternType.toLowerCase()}`,
      operations.map((operation) => `--operation ${wordsOf(operation)}`).join(' '),
      ...resources,
    ]),
  );

/** `rpk` of Redpanda, which asks for one permission more where a producer is idempotent. */
export const rpkAcls: AclTool = (permissions, principal) => [
  ...alike(permissions).map(({ operations, patternType, resources }) =>
    command([
      `rpk security acl create --allow-principal ${quoted(principal)}`,
      `--resource-pattern-type ${patternType.toLowerCase()} --operation ${operations.map(lower).join(',')}`,
      ...resources,
    ]),
  ),
  `rpk security acl create --allow-principal ${quoted(principal)} --cluster --operation idempotent_write`,
];

interface Alike extends Pick<Permission, 'operations' | 'patternType'> {
  /** As options. */
  readonly resources: readonly string[];
}

/** Resources of one type to which the same applies: both tools take them together. */
function alike(permissions: readonly Permission[]): readonly Alike[] {
  const found = new Map<string, Alike>();
  for (const { resourceType, name, patternType, operations } of permissions) {
    const key = JSON.stringify([resourceType, patternType, operations]);
    const resources = [...(found.get(key)?.resources ?? []), `${OPTION[resourceType]} ${quoted(name)}`];
    found.set(key, { operations, patternType, resources });
  }
  return [...found.values()];
}

function command(parts: readonly string[]): string {
  return parts.join(' \\\n  ');
}

/** As `kafka-acls` has them: `DescribeConfigs`. */
function wordsOf(operation: AclOperation): string {
  return operation
    .split('_')
    .map((word) => word.charAt(0) + lower(word.slice(1)))
    .join('');
}

function lower(text: string): string {
  return text.toLowerCase();
}

/** For a POSIX shell. */
function quoted(text: string): string {
  return /^[\w.:=-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}
