import type { Command } from '../command';
import { COMMON } from '../options';

export const DEFAULT_URL = 'http://127.0.0.1:8055';

export const DLQ: Command = {
  name: 'dlq',
  says: 'list, show, resolve and reopen dead letters',
  usage: [
    'omni dlq list [--topic TOPIC] [--code CODE] [--correlation-id ID] [--status STATUS] [--max N] [options]',
    'omni dlq show ID [options]',
    'omni dlq resolve (ID… | [--topic TOPIC] [--code CODE] [--correlation-id ID]) --reason TEXT [options]',
    'omni dlq reopen (ID… | [--topic TOPIC] [--code CODE] [--correlation-id ID]) --reason TEXT [options]',
  ],
  options: {
    topic: { type: 'string', value: 'TOPIC', says: 'those of this dead-letter topic' },
    code: { type: 'string', value: 'CODE', says: 'those with this error code' },
    'correlation-id': { type: 'string', value: 'ID', says: 'those of this correlation id' },
    status: { type: 'string', value: 'open|resolved|all', says: 'list: default open' },
    max: { type: 'string', value: 'N', says: 'list: at most this many, the newest (default 50)' },
    reason: { type: 'string', value: 'TEXT', says: 'resolve, reopen: why; kept with the dead letter' },
    url: { type: 'string', value: 'URL', says: `where dlq-monitor serves its pages (default ${DEFAULT_URL})` },
    token: { type: 'string', value: 'TOKEN', says: 'who asks, where dlq-monitor wants to know (better: OMNI_TOKEN)' },
    timeout: { type: 'string', value: 'DURATION', says: 'how long to wait for each answer (default 30s)' },
    ...COMMON,
  },
  notes: [
    'Filters are joined by "and". resolve takes what is open, reopen what is resolved; both may be repeated.',
    'With --output json, list prints one line for each dead letter, resolve and reopen the ids that changed.',
    'Exit code 1 when there is no dead letter with an id; 3 when dlq-monitor cannot be reached or is busy.',
  ],
  load: async () => (await import('./dlq.js')).dlq,
};
