import { relative } from 'node:path';
import { verifyFile, type FileVerification, type JudgedStamp } from '#stamping';
import type { Arguments } from '../arguments';
import { EXIT } from '../failure';
import { oneLine } from '../printable';
import type { Session } from '../session';
import { eachFile } from './each-file';
import { readSidecarFile } from './sidecar-file';
import { readStable } from './stable-file';
import { asJson, namespaceOf } from './stamp';
import type { Shown } from './tally';

interface Result {
  readonly path: string;
  readonly verification: FileVerification;
}

/** `omni verify`: whether files are what their stamps say. */
export async function verify(typed: Arguments, session: Session): Promise<number> {
  const namespace = namespaceOf(typed);
  const mayBeUnstamped = typed.flag('if-stamped');
  return eachFile(
    typed,
    session,
    (path) => verifyOne(path, namespace),
    (result) => show(result, mayBeUnstamped, session),
  );
}

async function verifyOne(path: string, namespace: string | undefined): Promise<Result> {
  const { path: real, bytes } = await readStable(path);
  const sidecar = await readSidecarFile(real);
  const verification = verifyFile({
    path: relative(process.cwd(), real),
    bytes,
    ...(sidecar !== undefined && { sidecar }),
    ...(namespace !== undefined && { namespace }),
  });
  return { path, verification };
}

function show({ path, verification }: Result, mayBeUnstamped: boolean, { paint }: Session): Shown {
  const { verdict, compared, expected, found, stamp, stamps } = verification;
  const isFine = verdict === 'valid' || (mayBeUnstamped && verdict === 'not_found');
  return {
    text: isFine ? '' : [`${paint('red', verdict)} ${oneLine(path)}`, ...stamps.flatMap(reasons)].join('\n'),
    json: {
      path,
      status: verdict,
      compared,
      expected,
      found,
      stamp: stamp && asJson(stamp),
      stamps: stamps.map(stampAsJson),
    },
    exitCode: isFine ? EXIT.ok : EXIT.no,
    counted: verdict,
  };
}

const COMPARED: Readonly<Record<JudgedStamp['compared'], string>> = {
  normalised: 'normalised hash',
  exact: 'exact hash',
  namespace: 'namespace',
  form: 'form',
};

function reasons({ form, line, verdict, compared, expected, found }: JudgedStamp): readonly string[] {
  if (verdict === 'valid') return [];
  const where = form === 'sidecar' ? '  beside the file' : `  line ${line}`;
  if (compared === 'form') return [`${where}: ${oneLine(found ?? '')}`];
  return [
    `${where}: ${COMPARED[compared]} expected ${expected ?? 'none'}`,
    `${' '.repeat(where.length)}  found    ${found ?? 'none'}`,
  ];
}

function stampAsJson({ form, line, verdict, compared, expected, found, stamp }: JudgedStamp): object {
  return { form, line, status: verdict, compared, expected, found, stamp: stamp && asJson(stamp) };
}
