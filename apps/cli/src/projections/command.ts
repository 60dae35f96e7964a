import type { Command } from '../command';
import { COMMON, RECORDER, pagesOptions } from '../options';

export const PROJECTIONS: Command = {
  name: 'projections',
  says: 'list what is made of the event log, and make it anew',
  usage: ['omni projections ls [options]', 'omni projections rebuild NAME --reason TEXT [options]'],
  examples: ['omni projections rebuild quality --reason "after the upgrade"'],
  options: {
    reason: { type: 'string', value: 'TEXT', of: ['rebuild'], says: 'why; kept in the audit trail' },
    detach: { type: 'boolean', of: ['rebuild'], says: 'do not wait for its end' },
    ...pagesOptions(RECORDER),
    ...COMMON,
  },
  notes: [
    'rebuild: a job that makes it anew from the log, compares it with the one in use and puts it in its place. It outlives',
    'this command: "omni jobs" watches, cancels and resumes it, with the same --url.',
    'Exit code 1 when there is none of that name, when the job fails or is cancelled, or when what was in use differed.',
  ],
  load: async () => (await import('./projections.js')).projections,
};
