import { writeFile } from 'node:fs/promises';
import { prove, writeProof } from '#event-log';
import type { Arguments } from '../arguments';
import { onDatabase } from '../database';
import { EXIT, Failure, usage } from '../failure';
import { oneLine } from '../printable';
import type { Session } from '../session';
import { reasonOf } from '../system-error';
import { AUDIT_CHAIN } from './tables';

/** `omni audit prove` */
export async function proveEntry(typed: Arguments, session: Session): Promise<number> {
  const [id = ''] = typed.words(1, ['ID']);
  const proof = await onDatabase(session, AUDIT_CHAIN, ({ query }) => prove(query, id));
  if (proof === 'not_found') throw new Failure('no', `no audit entry has the id ${oneLine(id)}`);
  if (proof === 'not_signed_yet') throw new Failure('no', 'no checkpoint has been signed since the entry was recorded');
  if (proof === 'broken') {
    throw new Failure('no', 'the chain is not what was signed; "omni audit verify" says what was done to it');
  }
  const file = typed.text('out');
  const text = writeProof(proof);
  if (file === undefined) await session.print(text);
  else await write(file, `${text}\n`);
  return EXIT.ok;
}

async function write(file: string, text: string): Promise<void> {
  await writeFile(file, text).catch((error: unknown) => {
    throw usage(`${file} cannot be written: ${reasonOf(error)}`);
  });
}
