import type { JudgedSignature, JudgedStamp, SignedVerification } from '#stamping';
import { EXIT } from '../failure';
import { oneLine } from '../printable';
import type { Session } from '../session';
import { asJson } from './stamp';
import type { Shown } from './tally';

export interface VerifiedFile {
  readonly path: string;
  readonly verification: SignedVerification;
}

export function showVerification(
  { path, verification }: VerifiedFile,
  mayBeUnstamped: boolean,
  { paint }: Session,
): Shown {
  const { verdict, compared, expected, found, stamp, stamps, signature, reason } = verification;
  const isFine = verdict === 'valid' || (mayBeUnstamped && verdict === 'not_found');
  const why = [...stamps.flatMap(reasons), ...reasonsOfSignature(verification)];
  return {
    text: isFine ? '' : [`${paint('red', verdict)} ${oneLine(path)}`, ...why].join('\n'),
    json: {
      path,
      status: verdict,
      compared,
      expected,
      found,
      reason,
      stamp: stamp && asJson(stamp),
      stamps: stamps.map(stampAsJson),
      signature: signature && signatureAsJson(signature),
    },
    exitCode: isFine ? EXIT.ok : EXIT.no,
    counted: verdict,
  };
}

const COMPARED: Readonly<Record<SignedVerification['compared'], string>> = {
  normalised: 'normalised hash',
  exact: 'exact hash',
  namespace: 'namespace',
  form: 'form',
  sha256: 'SHA-256',
  blake3: 'BLAKE3',
  key: 'key',
  signature: 'signature',
  revocation: 'hash',
};

function reasons({ form, line, verdict, compared, expected, found }: JudgedStamp): readonly string[] {
  if (verdict === 'valid') return [];
  const where = form === 'sidecar' ? '  beside the file' : `  line ${line}`;
  if (compared === 'form') return [`${where}: ${oneLine(found ?? '')}`];
  return difference(where, compared, expected, found);
}

function reasonsOfSignature({ verdict, found, reason, signature }: SignedVerification): readonly string[] {
  if (verdict === 'revoked') return [`  revoked: ${found ?? ''}${reason == null ? '' : `, ${oneLine(reason)}`}`];
  if (signature === undefined || signature.verdict !== verdict) return [];
  return difference('  signature', signature.compared, signature.expected, signature.found);
}

function difference(
  where: string,
  compared: SignedVerification['compared'],
  expected: string | null,
  found: string | null,
): readonly string[] {
  return [
    `${where}: ${COMPARED[compared]} expected ${expected ?? 'none'}`,
    `${' '.repeat(where.length)}  found    ${oneLine(found ?? 'none')}`,
  ];
}

function stampAsJson({ form, line, verdict, compared, expected, found, stamp }: JudgedStamp): object {
  return { form, line, status: verdict, compared, expected, found, stamp: stamp && asJson(stamp) };
}

function signatureAsJson(signature: JudgedSignature): object {
  const { verdict, compared, expected, found } = signature;
  return { status: verdict, compared, expected, found, key: 'keyId' in signature ? signature.keyId : null };
}
