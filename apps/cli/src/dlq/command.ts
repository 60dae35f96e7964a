import type { Command } from '../command';
import { COMMON, MONITOR, pagesOptions } from '../options';

const DECIDING = ['ack', 'resolve', 'reopen', 'discard', 'restore', 'quarantine', 'release'] as const;

/** Where dead letters can be said by what they have in common. */
const CHOOSES = { of: ['ls', ...DECIDING, 'retry', 'watch', 'export'] } as const;

const SENDS = { of: ['retry', 'edit'] } as const;

export const DLQ: Command = {
  name: 'dlq',
  says: 'list, group, show, rehearse, decide about, send again, edit and follow dead letters',
  usage: [
    'omni dlq ls [FILTERS] [--status STATUS] [--max N] [options]',
    'omni dlq topics|alerts [options]',
    'omni dlq groups [--reason-is REASON] [--addressee WHO] [--status open|all] [--max N] [options]',
    'omni dlq show ID [--content] [--history] [options]',
    'omni dlq show ID --bytes > FILE',
    'omni dlq ack|resolve|reopen|discard|restore|quarantine|release (ID… | FILTERS) --reason TEXT [options]',
    'omni dlq rehearse (ID [--value FILE] | --group GROUP [--max N]) [options]',
    'omni dlq retry (ID… | FILTERS) [--max N] [--target TOPIC] [--rate N/s] [--reason TEXT --yes] [options]',
    'omni dlq edit ID (--file FILE | --json TEXT) [--target TOPIC] [--reason TEXT --yes] [options]',
    'omni dlq watch [FILTERS] [options]',
    'omni dlq export [ID… | FILTERS] [--max N] [options] > FILE',
    'omni dlq import [FILE] --reason TEXT [options]',
  ],
  examples: [
    'omni dlq ls --topic omninode_bridge_dlq_stamp_v1',
    'omni dlq groups --addressee operator',
    'omni dlq show 4711 --content --history',
    'omni dlq show 4711 --bytes > value.bin',
    'omni dlq ack --group 8d1c0f6e-52c3-9d4f-a1be-7c0f5d2e9b16 --reason "looking at it"',
    'omni dlq rehearse 4711 --value fixed.json',
    'omni dlq discard --topic omninode_bridge_dlq_stamp_v1 --code invalid_json --reason "test data"',
    'omni dlq retry --group 8d1c0f6e-52c3-9d4f-a1be-7c0f5d2e9b16',
    'omni dlq retry --group 8d1c0f6e-52c3-9d4f-a1be-7c0f5d2e9b16 --rate 100/s --reason "database is back" --yes',
    'omni dlq edit 4711 --file fixed.json --reason "typo" --yes',
    'omni dlq watch --reason-is bug',
    'omni dlq export --code invalid_json > letters.jsonl',
    'omni dlq import letters.jsonl --reason "from the old cluster"',
  ],
  options: {
    topic: { type: 'string', ...CHOOSES, value: 'TOPIC', says: 'those of this dead-letter topic' },
    code: { type: 'string', ...CHOOSES, value: 'CODE', says: 'those with this error code' },
    'correlation-id': { type: 'string', ...CHOOSES, value: 'ID', says: 'those of this correlation id' },
    group: {
      type: 'string',
      of: [...CHOOSES.of, 'rehearse'],
      value: 'GROUP',
      says: 'those that failed for one cause: the id of a group',
    },
    status: {
      type: 'string',
      of: [...CHOOSES.of, 'groups'],
      value: 'STATUS',
      says: 'those with this status, or all; ls, groups: default open',
    },
    'reason-is': {
      of: [...CHOOSES.of, 'groups'],
      type: 'string',
      value: 'REASON',
      says: 'those that failed for this reason, such as schema or timeout',
    },
    addressee: {
      type: 'string',
      of: [...CHOOSES.of, 'groups'],
      value: 'WHO',
      says: 'those about which producer, consumer, operator or us must act',
    },
    max: {
      type: 'string',
      of: ['ls', 'groups', 'rehearse', 'retry', 'export'],
      value: 'N',
      says: 'the newest N (50, rehearse: 20, export: 1000)',
    },
    value: {
      type: 'string',
      of: ['rehearse'],
      not: ['--group'],
      value: 'FILE',
      says: 'the content of this file in the place of the value',
    },
    reason: {
      type: 'string',
      of: [...DECIDING, ...SENDS.of, 'import'],
      value: 'TEXT',
      says: 'why; kept with the dead letter',
    },
    content: { type: 'boolean', of: ['show'], not: ['--bytes'], says: 'what failed and where, without secrets' },
    bytes: { type: 'boolean', of: ['show'], says: 'nothing but the value that failed, exactly' },
    history: { type: 'boolean', of: ['show'], not: ['--bytes'], says: 'who did what and why' },
    target: { type: 'string', ...SENDS, value: 'TOPIC', says: 'to this topic (default: where they failed)' },
    rate: { type: 'string', of: ['retry'], value: 'N/s', says: 'records a second at most' },
    file: { type: 'string', of: ['edit'], value: 'FILE', says: 'what is sent instead' },
    json: { type: 'string', of: ['edit'], not: ['--file'], value: 'TEXT', says: 'the same as an argument' },
    yes: { type: 'boolean', ...SENDS, says: 'do it; without it they only show what would be done' },
    detach: { type: 'boolean', ...SENDS, says: 'do not wait for the end of the job' },
    ...pagesOptions(MONITOR),
    ...COMMON,
  },
  aliases: { list: 'ls', acknowledge: 'ack', redrive: 'retry' },
  notes: [
    'FILTERS: --topic, --code, --correlation-id, --group, --reason-is, --addressee, --status, joined by "and".',
    'STATUS: open, acknowledged, redriving, resolved, failed_again, discarded, edited or quarantined.',
    'What a verb cannot change from its present status is left as it is and named; all verbs may be repeated.',
    'rehearse asks the worker what it would answer now; nothing is sent or stored. Exit code 1: not all would succeed.',
    'topics: those with open dead letters, most first. alerts: what alerts now and since when, then what did.',
    'What is discarded can be restored for 7 days. list is ls, acknowledge is ack, redrive is retry.',
    'With --output json, ls and watch print one line for each dead letter, decisions the ids that changed.',
    'Exit code 1 when there is no such dead letter or a job is not done; 3 when dlq-monitor cannot be reached.',
  ],
  load: async () => (await import('./dlq.js')).dlq,
};
