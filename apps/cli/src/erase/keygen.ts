import { writeFile } from 'node:fs/promises';
import { writeMasterKeys } from '#personal-data';
import type { Arguments } from '../arguments';
import { EXIT, usage } from '../failure';
import type { Session } from '../session';
import { reasonOf } from '../system-error';

/** `omni erase keygen` */
export async function keygen(typed: Arguments, session: Session): Promise<number> {
  typed.words(1, []);
  const file = typed.text('out');
  if (file === undefined) throw usage('say where the keys go: --out FILE');
  const id = new Date().toISOString().slice(0, 10);
  // Never over an existing file: what its keys have encrypted could not be read any more.
  await writeFile(file, writeMasterKeys(id), { mode: 0o600, flag: 'wx' }).catch((error: unknown) => {
    throw usage(`${file} cannot be written: ${reasonOf(error)}`);
  });
  await session.print(session.json ? JSON.stringify({ key: id, file }) : `key ${id}: ${file}`);
  return EXIT.ok;
}
