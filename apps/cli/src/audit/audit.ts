import type { Arguments } from '../arguments';
import type { Session } from '../session';
import { checkProofFile } from './check-proof';
import { keygen } from './keygen';
import { ls } from './ls';
import { proveEntry } from './prove';
import { verify } from './verify';

const VERBS = { ls, verify, prove: proveEntry, 'check-proof': checkProofFile, keygen } as const;

/** `omni audit`: what an auditor does. */
export function audit(typed: Arguments, session: Session): Promise<number> {
  return VERBS[typed.verb(['ls', 'verify', 'prove', 'check-proof', 'keygen'])](typed, session);
}
