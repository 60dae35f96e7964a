import type { Command } from '../command';
import { COMMON } from '../options';

export const DOCTOR: Command = {
  name: 'doctor',
  says: 'examine settings, broker, topics, database, workers and machine',
  usage: ['omni doctor [options]'],
  examples: ['omni doctor', 'omni doctor --worker bridge=http://bridge:8054 --output json'],
  options: {
    worker: {
      type: 'string',
      multiple: true,
      value: 'NAME=URL',
      says: 'where a worker serves its pages (default: its port on this machine); may be repeated',
    },
    ...COMMON,
  },
  notes: [
    'Changes nothing. Each finding says what is wrong, what comes of it and what to do.',
    'Settings come from the environment, then from .env, then from the stack that runs in the project.',
    'Exit code 1 when there is a finding, be it a warning.',
  ],
  load: async () => (await import('./doctor.js')).doctor,
};
