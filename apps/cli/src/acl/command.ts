import type { Command } from '../command';
import { COMMON } from '../options';

export const ACL: Command = {
  name: 'acl',
  says: 'print the least that a worker must be allowed on a secured broker',
  usage: ['omni acl --app WORKER [options]'],
  options: {
    app: { type: 'string', value: 'WORKER', says: 'intelligence, bridge, coordinator, dlq-monitor or recorder' },
    principal: { type: 'string', value: 'TYPE:NAME', says: 'who it logs in as (default: User:WORKER)' },
    group: { type: 'string', value: 'GROUP', says: 'its KAFKA_CONSUMER_GROUP (default: its own)' },
    environment: { type: 'string', value: 'ENV', says: 'dev, staging or prod only, where names begin with one' },
    'takes-in': {
      type: 'string',
      multiple: true,
      value: 'TOPIC',
      says: 'recorder (default *), dlq-monitor: a topic of no catalog that it takes in, or BEGINNING*',
    },
    'own-database': {
      type: 'boolean',
      says: 'no other worker uses its database; those that share one publish for each other',
    },
    format: { type: 'string', value: 'FORMAT', says: 'kafka-acls (default) or rpk: commands to run; json' },
    ...COMMON,
  },
  notes: [
    'The list follows from the catalog and from what the worker subscribes to; no broker is asked, nothing is changed.',
    'kafka-acls: KAFKA_BOOTSTRAP_SERVERS and KAFKA_ADMIN_CONFIG (a file of client settings) say how an administrator logs in.',
    'Topics are named one by one: an ACL cannot say "ends in .dlq". What dlq-monitor is to collect besides the catalog',
    'needs a --takes-in for each; what it may not see it does not collect.',
    'With --format json, or --output json, one array of {resource_type, resource_name, pattern_type, principal, host,',
    'operation, permission_type}.',
  ],
  load: async () => (await import('./acl.js')).acl,
};
