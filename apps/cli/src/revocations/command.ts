import type { Command } from '../command';
import { COMMON, SERVING, pagesOptions } from '../options';

export const [, BRIDGE] = SERVING;

export const REVOCATIONS: Command = {
  name: 'revocations',
  says: 'list, revoke and lift what the bridge does not trust any more',
  usage: [
    'omni revocations ls [--max N] [options]',
    'omni revocations revoke HASH --reason TEXT [options]',
    'omni revocations lift HASH --reason TEXT [options]',
  ],
  examples: [
    'omni revocations ls',
    'omni revocations revoke ea8f163db38682925e4491c5e58d4bb3506ef8c14eb78a86e908c5624a67200f --reason "leaked"',
  ],
  options: {
    max: { type: 'string', value: 'N', of: ['ls'], says: 'at most this many, the newest (default: all)' },
    reason: { type: 'string', value: 'TEXT', of: ['revoke', 'lift'], says: 'why; kept in the audit trail' },
    ...pagesOptions(BRIDGE),
    ...COMMON,
  },
  notes: [
    'HASH is the BLAKE3 of the content, as its stamp has it; all its stamps are revoked, in whatever namespace.',
    'With --output json ls prints one line for each, a list for "omni verify --revoked".',
    'Exit code 1 when there is nothing to lift. Role operator to revoke and to lift.',
  ],
  load: async () => (await import('./revocations.js')).revocations,
};
