import type { Command } from '../command';
import { BROKERS, COMMON } from '../options';

export const TOPICS: Command = {
  name: 'topics',
  says: 'compare the topics of the broker with the catalog, create what is missing, list, describe, grow, empty',
  usage: [
    'omni topics plan [--all | --domain DOMAIN…] [--check] [options]',
    'omni topics apply [--all | --domain DOMAIN…] [options]',
    'omni topics ls [--domain DOMAIN… | --match PATTERN…] [options]',
    'omni topics describe TOPIC… [options]',
    'omni topics add-partitions TOPIC --count N [--yes] [options]',
    'omni topics purge TOPIC [--yes] [options]',
  ],
  examples: [
    'omni topics plan --check',
    'omni topics apply --all',
    'omni topics ls --domain bridge',
    'omni topics describe omninode.bridge.request.stamp.v1',
    'omni topics add-partitions omninode.bridge.request.stamp.v1 --count 6 --yes',
  ],
  options: {
    all: { type: 'boolean', of: ['plan', 'apply'], says: 'every topic of the catalog (default: those of the workers)' },
    domain: {
      type: 'string',
      multiple: true,
      value: 'DOMAIN',
      of: ['plan', 'apply', 'ls'],
      says: 'every topic of this domain',
    },
    environment: {
      type: 'string',
      value: 'dev|staging|prod',
      of: ['plan', 'apply'],
      says: 'of topics that begin with one (default dev)',
    },
    check: { type: 'boolean', of: ['plan'], says: 'exit code 1 unless the broker has exactly what the catalog says' },
    match: {
      type: 'string',
      multiple: true,
      value: 'PATTERN',
      of: ['ls'],
      says: 'those that fit, with * for any characters',
    },
    count: { type: 'string', value: 'N', of: ['add-partitions'], says: 'how many there are to be' },
    yes: {
      type: 'boolean',
      of: ['add-partitions', 'purge'],
      says: 'do it; without it they only show what would be done',
    },
    ...BROKERS,
    ...COMMON,
  },
  notes: [
    'plan and apply never change existing topics; where they differ from the catalog it is shown.',
    'apply: exit code 1 when the broker refuses to create a topic.',
    'describe: leaders, replicas, offsets, the settings of its own, and what the catalog says about it.',
    'add-partitions: keys move, so what came before and what comes after are not in order any more.',
    'purge deletes what is on the topic now, for all readers, as after dead letters were looked at. Audit topics stay.',
  ],
  words: async () => (await import('./domain-words.js')).DOMAIN_WORDS,
  load: async () => (await import('./topics.js')).topics,
};
