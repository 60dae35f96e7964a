import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { relative, sep } from 'node:path';
import { NAMESPACE } from '#contracts';
import type { Signer } from '#signing';
import { signFile, stampFile, type StampedFile, type StampOptions } from '#stamping';
import type { Arguments } from '../arguments';
import { EXIT, usage } from '../failure';
import { oneLine } from '../printable';
import type { Session } from '../session';
import { reasonOf } from '../system-error';
import { envelopePath, readBeside, sidecarPath, type Beside } from './beside';
import { eachFile } from './each-file';
import { Refused } from './refused';
import { signerOf } from './signing';
import { readStable, replaceFile, writeAtOnce, type StableFile } from './stable-file';
import type { Shown } from './tally';

interface Result {
  readonly path: string;
  readonly stamped: StampedFile;
  readonly isChanged: boolean;
  /** Of the file as it is to be, or of what it was before. */
  readonly signature?: 'current' | 'stale';
}

/** `omni stamp`: stamps in files, or beside them. */
export async function stamp(typed: Arguments, session: Session): Promise<number> {
  const options = optionsOf(typed);
  const isCheck = typed.flag('check');
  const signer = signerOf(typed);
  return eachFile(
    typed,
    session,
    (path) => stampOne(path, options, signer, isCheck),
    (result) => show(result, isCheck, session),
  );
}

function optionsOf(typed: Arguments): StampOptions {
  const namespace = namespaceOf(typed);
  const author = typed.text('author');
  if (author?.trim() === '') throw usage('--author must be a name');
  return {
    now: () => new Date(),
    newUid: randomUUID,
    ...(typed.flag('rich') && { rich: true }),
    ...(namespace !== undefined && { namespace }),
    ...(author !== undefined && { author: author.toWellFormed() }),
  };
}

export function namespaceOf(typed: Arguments): string | undefined {
  const namespace = typed.text('namespace');
  if (namespace !== undefined && !NAMESPACE.test(namespace))
    throw usage(`--namespace must be dotted lower-case words, not ${JSON.stringify(namespace)}`);
  return namespace;
}

async function stampOne(
  path: string,
  options: StampOptions,
  signer: Signer | undefined,
  isCheck: boolean,
): Promise<Result> {
  const file = await readStable(path);
  const beside = await readBeside(file.path);
  const { sidecar, envelope } = beside;
  const name = relative(process.cwd(), file.path).split(sep).join('/');
  const stamped = stampFile({ path: name, bytes: file.bytes, ...(sidecar !== undefined && { sidecar }) }, options);
  const isStampChanged = !file.bytes.equals(stamped.bytes) || (sidecar ?? null) !== stamped.sidecar;
  const signed = signer && signFile(name, stamped, signer);
  const isChanged = isStampChanged || (signed !== undefined && signed !== envelope);
  if (isChanged && !isCheck) await write(file, beside, stamped, signed);
  const signature = signed !== undefined ? 'current' : isStampChanged && envelope !== undefined ? 'stale' : undefined;
  return { path, stamped, isChanged, ...(signature !== undefined && { signature }) };
}

/** What others rest on comes first: who is stopped in between stamps again. */
async function write(
  file: StableFile,
  { sidecar, envelope }: Beside,
  stamped: StampedFile,
  signed: string | undefined,
): Promise<void> {
  try {
    if (stamped.sidecar !== null && stamped.sidecar !== sidecar)
      await writeAtOnce(sidecarPath(file.path), Buffer.from(stamped.sidecar, 'utf8'));
    if (!file.bytes.equals(stamped.bytes)) await replaceFile(file, stamped.bytes);
    if (stamped.sidecar === null) await rm(sidecarPath(file.path), { force: true });
    if (signed !== undefined && signed !== envelope)
      await writeAtOnce(envelopePath(file.path), Buffer.from(signed, 'utf8'));
  } catch (error) {
    if (error instanceof Refused) throw error;
    throw new Refused('file_unwritable', `it cannot be written: ${reasonOf(error)}`);
  }
}

function show({ path, stamped, isChanged, signature }: Result, isCheck: boolean, { paint }: Session): Shown {
  const { stamp: said, sidecar, strays } = stamped;
  const counted = isChanged ? (isCheck ? 'to_stamp' : 'stamped') : 'unchanged';
  const where = sidecar === null ? 'file' : 'sidecar';
  const left = strays === 0 ? '' : paint('yellow', ` (${strays} more in its text left alone)`);
  const besides = [
    ...(sidecar === null ? [] : [sidecarPath(path)]),
    ...(signature === 'current' ? [envelopePath(path)] : []),
  ];
  const beside = besides.length === 0 ? '' : ` (${besides.map(oneLine).join(', ')})`;
  const stale = signature === 'stale' ? paint('yellow', ' (its signature is of what it was before)') : '';
  return {
    text: isChanged ? `${counted.replace('_', ' ')} ${oneLine(path)}${beside}${stale}${left}` : '',
    json: { path, status: counted, where, stamp: asJson(said), signature, left_alone: strays },
    exitCode: isChanged && isCheck ? EXIT.no : EXIT.ok,
    counted,
  };
}

/** By the names that the bus uses. */
export function asJson({ uid, hash, exact, timestamp, author, version, namespace }: StampedFile['stamp']): object {
  return { uid, normalised_hash: hash, exact_hash: exact, timestamp, author, version, namespace };
}
