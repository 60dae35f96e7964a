import type { Command } from '../command';
import { BROKERS, COMMON } from '../options';

export const GROUPS: Command = {
  name: 'groups',
  says: 'list and describe consumer groups, move them to another place, delete them',
  usage: [
    'omni groups ls [--match PATTERN…] [options]',
    'omni groups describe GROUP [options]',
    'omni groups seek GROUP --to WHERE [--topic TOPIC…] [--partition N…] [--yes] [options]',
    'omni groups delete GROUP [--yes] [options]',
  ],
  examples: [
    'omni groups ls',
    'omni groups describe omninode-bridge',
    'omni groups seek omninode-bridge --to 15m --yes',
  ],
  options: {
    match: {
      type: 'string',
      multiple: true,
      value: 'PATTERN',
      of: ['ls'],
      says: 'those that fit, with * for any characters',
    },
    to: {
      type: 'string',
      value: 'WHERE',
      of: ['seek'],
      says: 'earliest, latest, an offset, an instant or how long ago',
    },
    topic: {
      type: 'string',
      multiple: true,
      value: 'TOPIC',
      of: ['seek'],
      says: 'on these topics (default: all that the group has read)',
    },
    partition: { type: 'string', multiple: true, value: 'N', of: ['seek'], says: 'of these partitions only' },
    yes: { type: 'boolean', of: ['seek', 'delete'], says: 'do it; without it they only show what would be done' },
    ...BROKERS,
    ...COMMON,
  },
  notes: [
    'ls: state, members, and how many records each group is behind, the first hundred by name.',
    'describe: members, and for each partition where the group is, where it ends, the lag and who reads it.',
    'seek and delete want a group without members: stop its workers first, or exit code 1.',
    'WHERE: start and end are earliest and latest; 42; 2026-01-31T12:00:00Z; 15m. It never lies outside the partition.',
    'What a group of the recorder has stored is not read again, wherever it is moved.',
  ],
  load: async () => (await import('./groups.js')).groups,
};
