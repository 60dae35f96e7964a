import { bindingsOf, kafkaAcls, rpkAcls } from './show-permissions';
import type { Permission } from './permissions';

const PERMISSIONS: readonly Permission[] = [
  { resourceType: 'TOPIC', name: 'a', patternType: 'LITERAL', operations: ['WRITE', 'DESCRIBE_CONFIGS'] },
  { resourceType: 'TOPIC', name: 'b', patternType: 'LITERAL', operations: ['WRITE', 'DESCRIBE_CONFIGS'] },
  { resourceType: 'GROUP', name: '*', patternType: 'LITERAL', operations: ['DESCRIBE'] },
  { resourceType: 'TRANSACTIONAL_ID', name: 'job-', patternType: 'PREFIXED', operations: ['WRITE'] },
];

const oneLine = (command: string): string => command.replaceAll(' \\\n  ', ' ');

describe('permissions', () => {
  it('are commands of kafka-acls, resources of which the same is true together', () => {
    expect(kafkaAcls(PERMISSIONS, "User:CN=o'b,O=x").map(oneLine)).toEqual(
      [
        `literal --operation Write --operation DescribeConfigs --topic a --topic b`,
        `literal --operation Describe --group '*'`,
        `prefixed --operation Write --transactional-id job-`,
      ].map(
        (rest) =>
          'kafka-acls --bootstrap-server "$KAFKA_BOOTSTRAP_SERVERS" --command-config "$KAFKA_ADMIN_CONFIG" ' +
          `--add --force --allow-principal 'User:CN=o'\\''b,O=x' --resource-pattern-type ${rest}`,
      ),
    );
  });

  it('are commands of rpk, with what Redpanda wants besides', () => {
    const [first, , , last] = rpkAcls(PERMISSIONS, 'User:bridge').map(oneLine);
    expect(first).toBe(
      'rpk security acl create --allow-principal User:bridge --resource-pattern-type literal ' +
        '--operation write,describe_configs --topic a --topic b',
    );
    expect(last).toBe('rpk security acl create --allow-principal User:bridge --cluster --operation idempotent_write');
  });

  it('are one entry for each operation to programs', () => {
    expect(bindingsOf(PERMISSIONS, 'User:x')).toHaveLength(6);
    expect(bindingsOf(PERMISSIONS, 'User:x')[5]).toEqual({
      resource_type: 'TRANSACTIONAL_ID',
      resource_name: 'job-',
      pattern_type: 'PREFIXED',
      principal: 'User:x',
      host: '*',
      operation: 'WRITE',
      permission_type: 'ALLOW',
    });
  });
});
