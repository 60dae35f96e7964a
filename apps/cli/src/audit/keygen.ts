import { writeFile } from 'node:fs/promises';
import { newKeyPair } from '#signing';
import type { Arguments } from '../arguments';
import { EXIT, usage } from '../failure';
import type { Session } from '../session';
import { reasonOf } from '../system-error';

/** `omni audit keygen`: the keys that sign checkpoints and stamps. */
export async function keygen(typed: Arguments, session: Session): Promise<number> {
  typed.words(1, []);
  const file = typed.text('out');
  if (file === undefined) throw usage('say where the private key goes: --out FILE');
  const { keyId: key, privateKey, publicKey } = newKeyPair();
  await write(file, privateKey, 0o600);
  await write(`${file}.pub`, publicKey, 0o644);
  const made = { key, private_key: file, public_key: `${file}.pub` };
  await session.print(
    session.json ? JSON.stringify(made) : `key ${key}: ${file} (private), ${file}.pub (public, for those who verify)`,
  );
  return EXIT.ok;
}

/** Never over an existing file: what the key there has signed could not be verified any more. */
async function write(file: string, text: string, mode: number): Promise<void> {
  await writeFile(file, text, { mode, flag: 'wx' }).catch((error: unknown) => {
    throw usage(`${file} cannot be written: ${reasonOf(error)}`);
  });
}
