import type { Command } from '../command';
import { COMMON, RECORDER, pagesOptions } from '../options';

export const QUALITY: Command = {
  name: 'quality',
  says: 'show how good an entity is and was, or list entities',
  usage: [
    'omni quality [--worst] [--below SCORE] [options]',
    'omni quality ENTITY [--since TIME] [--to TIME] [options]',
  ],
  examples: ['omni quality --worst --below 0.6', 'omni quality src/nodes/price_effect.py --since 2026-01-01 --max 100'],
  options: {
    worst: {
      type: 'boolean',
      not: ['ENTITY'],
      says: 'list those with the lowest score first (default: those that changed last)',
    },
    below: { type: 'string', value: 'SCORE', not: ['ENTITY'], says: 'list those whose latest score is lower: 0 to 1' },
    since: {
      type: 'string',
      value: 'TIME',
      of: ['ENTITY'],
      says: 'history since: 2026-01-31T12:00:00Z, or 15m for "15 minutes ago"',
    },
    to: { type: 'string', value: 'TIME', of: ['ENTITY'], says: 'history before' },
    max: { type: 'string', value: 'N', says: 'at most this many entities, or rows of history (default 20)' },
    ...pagesOptions(RECORDER),
    ...COMMON,
  },
  notes: [
    'ENTITY is what was assessed, as it was called: the path of a file, the id of a document, code:DIGEST.',
    'The arrow is the trend over the last 20 assessments: what a straight line through them gains.',
    'With --output json one line for each entity of a list; of one entity an object with its "history".',
    'Exit code 1 when nothing has assessed it; 3 when the recorder cannot be reached or is busy.',
  ],
  load: async () => (await import('./quality.js')).quality,
};
