import type { Command } from '../command';
import { MONITOR } from '../options';
import { COMMON, pagesOptions } from '../options';

export const JOBS: Command = {
  name: 'jobs',
  says: 'list, show, watch, cancel and resume the jobs of dlq-monitor and the recorder',
  usage: [
    'omni jobs ls [--max N] [options]',
    'omni jobs show ID [options]',
    'omni jobs watch ID [options]',
    'omni jobs cancel ID --reason TEXT [options]',
    'omni jobs resume ID --reason TEXT [options]',
  ],
  examples: [
    'omni jobs ls',
    'omni jobs watch 0b0e7f2c-7b61-4c2e-9a52-3a1d7f0c9e11',
    'omni jobs cancel 0b0e7f2c-7b61-4c2e-9a52-3a1d7f0c9e11 --reason "the wrong topic"',
  ],
  options: {
    max: { type: 'string', value: 'N', of: ['ls'], says: 'at most this many, the newest (default 20)' },
    reason: { type: 'string', value: 'TEXT', of: ['cancel', 'resume'], says: 'why; kept in the audit trail' },
    ...pagesOptions(MONITOR),
    ...COMMON,
  },
  notes: [
    'watch prints the job each time it has changed, until it ends.',
    'With --output json, ls and watch print one line for each job or change, the others one object.',
    'Exit code 1 when there is no such job, when it cannot be cancelled or resumed, or when a watched one is not done.',
    'The recorder has jobs too: --url http://127.0.0.1:8056. Where both use one database, either shows all.',
    'Exit code 3 when the worker cannot be reached or is busy.',
  ],
  load: async () => (await import('./jobs.js')).jobs,
};
