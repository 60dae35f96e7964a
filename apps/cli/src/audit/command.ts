import type { Command } from '../command';
import { BROKERS, COMMON, RECORDER, pagesOptions } from '../options';

export const AUDIT: Command = {
  name: 'audit',
  says: 'list who did what and why, verify the audit chain, prove that an entry is in it, make keys',
  usage: [
    'omni audit ls [--max N] [--from TIME] [--to TIME] [options]',
    'omni audit verify [--checkpoints FILE…] [--checkpoint-topic] [--public-key FILE…] [options]',
    'omni audit prove ID [--out FILE] [options]',
    'omni audit check-proof FILE --public-key FILE… [options]',
    'omni audit keygen --out FILE [options]',
  ],
  examples: [
    'omni audit ls --from 15m',
    'omni audit verify --checkpoints checkpoints.jsonl --public-key audit.pem.pub',
    'omni audit prove 01a1b2c3-d4e5-8f60-9abc-def012345678 --out entry.proof',
    'omni audit check-proof entry.proof --public-key audit.pem.pub',
    'omni audit keygen --out audit.pem',
  ],
  options: {
    max: { type: 'string', value: 'N', of: ['ls'], says: 'at most this many, the newest (default 50)' },
    from: {
      type: 'string',
      value: 'TIME',
      of: ['ls'],
      says: 'those since 2026-01-31T12:00:00Z, or 15m for "15 minutes ago"',
    },
    to: { type: 'string', value: 'TIME', of: ['ls'], says: 'those before' },
    checkpoints: {
      type: 'string',
      multiple: true,
      value: 'FILE',
      of: ['verify'],
      says: 'what the recorder wrote to AUDIT_CHECKPOINT_FILE; may be repeated',
    },
    'checkpoint-topic': {
      type: 'boolean',
      says: 'verify: and those that the recorder published to omninode.system.event.audit_checkpoint.v1',
    },
    'public-key': {
      type: 'string',
      multiple: true,
      value: 'FILE',
      of: ['verify', 'check-proof'],
      says: 'of those who sign, PEM or JWK set, or a folder of such; may be repeated',
    },
    out: {
      type: 'string',
      value: 'FILE',
      of: ['prove', 'keygen'],
      says: 'the proof (else standard output), or the private key; FILE.pub is the public one',
    },
    ...BROKERS,
    ...pagesOptions(RECORDER),
    ...COMMON,
  },
  notes: [
    'ls asks the recorder for the decisions of people and jobs, newest first.',
    'verify and prove read the database that DATABASE_URL names, not a page of the recorder: whoever audits the recorder',
    '  must not have to believe it. A role that may only read is enough. check-proof needs nothing but its files.',
    'Without --checkpoints or --checkpoint-topic it is not seen that the end of the chain is gone, or all of it replaced.',
    'keygen makes keys that sign checkpoints and stamps.',
    'Exit code 1 when the chain or the proof is not sound, or nothing can be proved; 3 when the database cannot be',
    '  reached. What is wrong with a proof: proof_unreadable, entry_altered, proof_node_altered, root_altered,',
    '  signature_altered or unknown_key.',
  ],
  load: async () => (await import('./audit.js')).audit,
};
