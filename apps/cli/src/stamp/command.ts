import type { Command } from '../command';
import { COMMON } from '../options';
import { stampAny, STAMP_TREE, STAMP_TREE_NOTES, verifyAny, VERIFY_TREE, VERIFY_TREE_NOTES } from '../tree/command';

/** A tree is stamped as a whole, and not signed by its files. */
const SINGLE = { not: ['--tree'] } as const;

const SIGNED = { not: ['--tree', '--proof'] } as const;

const FILES: Command['options'] = {
  'files-from': {
    ...SINGLE,
    type: 'string',
    value: 'LIST',
    says: 'paths from a file, one a line or ended by NUL; - is standard input',
  },
  quiet: { type: 'boolean', short: 'q', says: 'only what makes the exit code 1 or 2; no summary' },
};

const NOTES = [
  'Folders are searched for all files but hidden ones, sidecars, what git ignores, and node_modules, venv, __pycache__,',
  '  dist and build; links in them are not followed. To ask the bridge about content: omni request stamp, verify.',
] as const;

export const STAMP: Command = {
  name: 'stamp',
  says: 'write stamps into files: who they are, and the BLAKE3 hashes of what they were',
  usage: [
    'omni stamp FILE|FOLDER|@LIST… [options]',
    'omni stamp [FILE|FOLDER|@LIST…] --files-from LIST|- [options]',
    'omni stamp --tree DIR [--manifest FILE] [--prove FILE] [options]',
  ],
  examples: [
    'omni stamp src',
    'omni stamp --check --files-from changed.txt',
    'omni stamp docs --sign-with stamps.pem',
    'omni stamp --tree release',
    'omni stamp --tree release --prove release/app.js > app.proof',
  ],
  options: {
    check: { type: 'boolean', says: 'write nothing; exit code 1 when a file would change' },
    rich: { type: 'boolean', ...SINGLE, says: 'a block with more about the file, not one line' },
    namespace: { type: 'string', value: 'NAME', says: 'dotted lower-case words; default: what the old stamp says' },
    author: { type: 'string', ...SINGLE, value: 'NAME', says: 'default: what the old stamp says' },
    'sign-with': {
      ...SINGLE,
      type: 'string',
      value: 'FILE',
      says: 'sign with this private key (default: STAMP_SIGNING_KEY_FILE, else nothing is signed)',
    },
    ...FILES,
    ...STAMP_TREE,
    ...COMMON,
  },
  notes: [
    'A stamp is a comment in the syntax of the language, below what has to come first, or FILE.onex where there is none.',
    'A signature is FILE.onex.dsse, a DSSE envelope beside the file; "omni audit keygen" makes keys.',
    'Old stamps are replaced. What has not changed since keeps its stamp, to the byte.',
    ...NOTES,
    'Exit code 2 when a file cannot be read or written, or changes meanwhile; the others are stamped all the same.',
    ...STAMP_TREE_NOTES,
  ],
  load: async () => stampAny,
};

export const VERIFY: Command = {
  name: 'verify',
  says: 'check files against their stamps and signatures',
  usage: [
    'omni verify FILE|FOLDER|@LIST… [options]',
    'omni verify [FILE|FOLDER|@LIST…] --files-from LIST|- [options]',
    'omni verify --tree DIR [--manifest FILE] [options]',
    'omni verify FILE --proof PROOF [options]',
  ],
  examples: [
    'omni verify src --if-stamped',
    'omni verify docs --public-key stamps.pem.pub --require-signature',
    'omni verify --tree release',
    'omni verify app.js --proof app.proof',
  ],
  options: {
    namespace: { type: 'string', value: 'NAME', says: 'the stamp must be of this namespace' },
    'public-key': {
      ...SIGNED,
      type: 'string',
      multiple: true,
      value: 'FILE|FOLDER',
      says: 'trust signatures of these keys, PEM or JWK set; may be repeated',
    },
    'require-signature': { type: 'boolean', ...SIGNED, says: 'a file without a signature is not valid' },
    revoked: {
      ...SIGNED,
      type: 'string',
      multiple: true,
      value: 'LIST',
      says: 'hashes that are not valid any more, one a line or as "omni revocations ls" has them in JSON',
    },
    'if-stamped': { type: 'boolean', ...SINGLE, says: 'a file without a stamp is no reason for exit code 1' },
    ...FILES,
    ...VERIFY_TREE,
    ...COMMON,
  },
  notes: [
    'Answers: valid, content_mismatch, namespace_mismatch, not_found, malformed_stamp, stale_stamp (a stamp that was left',
    '  behind when the file was stamped again), each with what the stamp says and what the file is; with --public-key',
    '  also signature_invalid, unknown_key and not_signed, with --revoked also revoked.',
    'Without --public-key signatures are not looked at.',
    ...NOTES,
    'Exit code 1 when a file is not valid; 2 when a file cannot be read or changes meanwhile.',
    ...VERIFY_TREE_NOTES,
  ],
  load: async () => verifyAny,
};
