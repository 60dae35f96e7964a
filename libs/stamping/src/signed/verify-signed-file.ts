import type { KeyRing } from '#signing';
import { hashesOf } from '../in-file/sidecar';
import { textFileOf } from '../in-file/text-file';
import {
  verifyFile,
  type FileToVerify,
  type FileVerdict,
  type FileVerification,
  type JudgedStamp,
} from '../in-file/verify-file';
import { checkEnvelope, type SignatureFault } from './check-envelope';
import { parseEnvelope } from './envelope';
import type { Revocations } from './revocations';
import { differenceOf, digestsOf, type Digests, type Statement } from './statement';

/** Part of the interface: only ever added to. */
export type SignedVerdict = FileVerdict | 'signature_invalid' | 'unknown_key' | 'revoked' | 'not_signed';

/** What became of the envelope beside a file. */
export type JudgedSignature =
  | SignatureFault
  | { readonly verdict: 'not_signed'; readonly compared: 'signature'; readonly expected: string; readonly found: null }
  | {
      readonly verdict: 'valid' | 'content_mismatch' | 'namespace_mismatch';
      readonly compared: 'sha256' | 'blake3' | 'namespace' | 'signature';
      readonly expected: string | null;
      readonly found: string | null;
      readonly keyId: string;
    };

export interface SignedVerification extends Omit<FileVerification, 'verdict' | 'compared'> {
  readonly verdict: SignedVerdict;
  readonly compared: JudgedStamp['compared'] | JudgedSignature['compared'] | 'revocation';
  /** Missing where nobody said whose signatures are trusted. */
  readonly signature?: JudgedSignature;
  /** Why it was revoked, where the list says it. */
  readonly reason?: string | null;
}

export interface Trust {
  /** Whose signatures are trusted; left out: envelopes are not looked at. */
  readonly ring?: KeyRing;
  readonly revoked: Revocations;
  readonly mustBeSigned: boolean;
}

/**
 * Whether a file is what its stamp and its signature say, and is not revoked, in this order. A signature is a stamp, too:
 * a file that has no other is valid when it agrees.
 */
export function verifySignedFile(file: FileToVerify, envelope: string | undefined, trust: Trust): SignedVerification {
  const stamped = verifyFile(file);
  const signature = trust.ring && judgeEnvelope(file, envelope, trust.ring);
  const known = { ...stamped, ...(signature !== undefined && { signature }) };
  if (stamped.verdict !== 'valid' && stamped.verdict !== 'not_found') return known;
  if (signature !== undefined && isFault(signature, trust)) return { ...known, ...decisive(signature) };
  const hash = trust.revoked.size === 0 ? undefined : hashesIn(file, stamped).find((each) => trust.revoked.has(each));
  if (hash !== undefined)
    return {
      ...known,
      verdict: 'revoked',
      compared: 'revocation',
      expected: null,
      found: hash,
      reason: trust.revoked.get(hash) ?? null,
    };
  return stamped.verdict === 'not_found' && signature?.verdict === 'valid'
    ? { ...known, ...decisive(signature) }
    : known;
}

function isFault({ verdict }: JudgedSignature, { mustBeSigned }: Trust): boolean {
  return verdict !== 'valid' && (verdict !== 'not_signed' || mustBeSigned);
}

function decisive({ verdict, compared, expected, found }: JudgedSignature) {
  return { verdict, compared, expected, found };
}

function judgeEnvelope(file: FileToVerify, envelope: string | undefined, ring: KeyRing): JudgedSignature {
  if (envelope === undefined)
    return { verdict: 'not_signed', compared: 'signature', expected: 'a DSSE envelope', found: null };
  const checked = checkEnvelope(parseEnvelope(envelope), ring);
  if (checked.verdict !== 'valid') return checked;
  const { statement, keyId } = checked;
  const { bytes, sidecar, namespace } = file;
  const parts = [digestsOf(bytes), ...(sidecar === undefined ? [] : [digestsOf(Buffer.from(sidecar, 'utf8'))])];
  const strange = parts.find(
    (digests) => !statement.subjects.some(({ digest }) => differenceOf(digest, digests) === undefined),
  );
  if (strange !== undefined)
    return { verdict: 'content_mismatch', ...difference(statement, strange, parts.indexOf(strange)), keyId };
  const its = statement.predicate['namespace'] ?? null;
  if (namespace !== undefined && namespace !== its)
    return {
      verdict: 'namespace_mismatch',
      compared: 'namespace',
      expected: namespace,
      found: typeof its === 'string' ? its : null,
      keyId,
    };
  return { verdict: 'valid', compared: 'signature', expected: keyId, found: keyId, keyId };
}

/** The file is the first subject, its sidecar the second. */
function difference({ subjects }: Statement, digests: Digests, index: number) {
  const digest = (subjects[index] ?? subjects[0])?.digest ?? {};
  const compared = differenceOf(digest, digests) ?? 'sha256';
  const said = digest[compared];
  return { compared, expected: typeof said === 'string' ? said : null, found: digests[compared] };
}

/** All hashes by which the file may have been revoked: of its bytes, and those that a stamp of it has. */
function hashesIn({ path, bytes }: FileToVerify, { stamps }: FileVerification): readonly string[] {
  const { sha256, blake3 } = digestsOf(bytes);
  const ofStamps = stamps.flatMap(({ stamp }) => (stamp === undefined ? [] : [stamp.hash, stamp.exact ?? stamp.hash]));
  return [blake3, sha256, hashesOf(bytes, textFileOf(path, bytes)?.text).hash, ...ofStamps];
}
