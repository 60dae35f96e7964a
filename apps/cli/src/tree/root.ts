import { BLAKE3_HEX } from '#contracts';
import type { Arguments } from '../arguments';
import { usage } from '../failure';

/** What `--root` says. */
export function rootAsked(typed: Arguments): string | undefined {
  const root = typed.text('root')?.toLowerCase();
  if (root !== undefined && !BLAKE3_HEX.test(root)) throw usage('--root must be 64 hex digits');
  return root;
}
