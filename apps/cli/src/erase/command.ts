import type { Command } from '../command';
import { COMMON, RECORDER, pagesOptions } from '../options';

export const ERASE: Command = {
  name: 'erase',
  says: 'make what is recorded about somebody unreadable',
  usage: [
    'omni erase --subject ID --dry-run [options]',
    'omni erase --subject ID --reason TEXT [options]',
    'omni erase keygen --out FILE [options]',
  ],
  examples: [
    'omni erase keygen --out personal-data-keys',
    'omni erase --subject ada --dry-run',
    'omni erase --subject ada@example.com --reason "request 17"',
  ],
  options: {
    subject: {
      type: 'string',
      value: 'ID',
      not: ['keygen'],
      says: 'a user id as messages have it, or an e-mail address',
    },
    reason: {
      type: 'string',
      value: 'TEXT',
      not: ['keygen'],
      says: 'why; kept in the audit trail, so it must not name the subject',
    },
    'dry-run': { type: 'boolean', not: ['keygen'], says: 'show how many events it would be, and erase nothing' },
    out: { type: 'string', value: 'FILE', of: ['keygen'], says: 'the file for PERSONAL_DATA_KEY_FILE' },
    ...pagesOptions(RECORDER),
    ...COMMON,
  },
  notes: [
    'The key that these events are encrypted with is destroyed; nothing brings it back. Role admin.',
    'What is older and comes later is erased too; what the subject does from then on is kept under a new key.',
    'Exit code 1 when nothing is encrypted.',
  ],
  load: async () => (await import('./erase.js')).erase,
};
