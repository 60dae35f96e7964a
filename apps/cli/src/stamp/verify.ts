import { relative } from 'node:path';
import { verifySignedFile, type Trust } from '#stamping';
import type { Arguments } from '../arguments';
import type { Session } from '../session';
import { readBeside } from './beside';
import { eachFile } from './each-file';
import { trustOf } from './signing';
import { showVerification, type VerifiedFile } from './show-verification';
import { readStable } from './stable-file';
import { namespaceOf } from './stamp';

/** `omni verify`: whether files are what their stamps and signatures say. */
export async function verify(typed: Arguments, session: Session): Promise<number> {
  const namespace = namespaceOf(typed);
  const trust = trustOf(typed);
  const mayBeUnstamped = typed.flag('if-stamped');
  return eachFile(
    typed,
    session,
    (path) => verifyOne(path, namespace, trust),
    (result) => showVerification(result, mayBeUnstamped, session),
  );
}

async function verifyOne(path: string, namespace: string | undefined, trust: Trust): Promise<VerifiedFile> {
  const { path: real, bytes } = await readStable(path);
  const { sidecar, envelope } = await readBeside(real);
  const file = {
    path: relative(process.cwd(), real),
    bytes,
    ...(sidecar !== undefined && { sidecar }),
    ...(namespace !== undefined && { namespace }),
  };
  return { path, verification: verifySignedFile(file, envelope, trust) };
}
