import {
  answer,
  BLAKE3_HEX,
  NAMESPACE,
  type DomainEvent,
  type Outcome,
  type VerifyRequest,
  type VerifyResponse,
} from '#contracts';
import type { StampRow } from './stamps';
import { textHashAside } from '#blake3';
import { metadataOf } from './stamp';
import type { StampFault, Stamping } from './stamp-store';
import { hasUtf8Bytes } from './utf8';

/** Why something is not verified. Part of the wire contract: only ever added to. */
export type VerifyReason =
  | 'unknown_hash'
  | 'hash_mismatch'
  | 'invalid_hash'
  | 'invalid_content'
  | 'nothing_to_verify'
  | 'invalid_namespace'
  | StampFault['reason'];

type Verdict = { readonly valid: true; readonly row: StampRow } | No;

interface No {
  readonly valid: false;
  readonly reason: VerifyReason;
  /** The same in the words in which stamps in files are judged. */
  readonly verdict: string;
  readonly hash: string | null;
  /** What should have been, and what was. */
  readonly expected: string | null;
  readonly found: string | null;
}

const VERDICTS = {
  unknown_hash: 'not_found',
  hash_mismatch: 'content_mismatch',
  invalid_hash: 'malformed_stamp',
  invalid_content: 'malformed_stamp',
  nothing_to_verify: 'malformed_stamp',
  invalid_namespace: 'malformed_stamp',
  signature_invalid: 'signature_invalid',
  unknown_key: 'unknown_key',
  revoked: 'revoked',
} as const satisfies Record<VerifyReason, string>;

/** Of what a requester sent, in an answer. */
const SHOWN_LENGTH = 200;

/**
 * Says whether the content, or what has this hash, was stamped in this namespace; given both, they must belong
 * together. Whatever was asked is answered, never refused. Rejects only when the store does.
 */
export async function verify(request: VerifyRequest, stamping: Stamping): Promise<Outcome<VerifyResponse>> {
  const verdict = await judge(request, stamping);
  const verified_at = stamping.now().toISOString();
  if (!verdict.valid) {
    const { reason, hash, verdict: said, expected, found } = verdict;
    const asked = hash === null ? {} : { blake3_hash: hash, namespace: request.namespace };
    const metadata = { ...asked, verdict: said, expected, found };
    return answer({ valid: false, metadata, verified_at, reason }, [validationFailed(reason, hash)]);
  }
  const { row } = verdict;
  const metadata = { ...metadataOf(row), blake3_hash: row.blake3_hash, stamp_time: row.stamped_at.toISOString() };
  return answer({ valid: true, metadata, verified_at, reason: null });
}

async function judge(request: VerifyRequest, { stamps, judge: trust }: Stamping): Promise<Verdict> {
  if (!NAMESPACE.test(request.namespace)) return no('invalid_namespace', null, NAMESPACE.source, request.namespace);
  const asked = await hashAskedFor(request);
  if ('reason' in asked) return asked;
  const row = await stamps.find({ namespace: request.namespace, blake3_hash: asked.hash });
  if (row === undefined) return notIn(request.namespace, asked.hash, await stamps.anywhere(asked.hash));
  const judged = await trust?.(row);
  if (judged?.fault === undefined) return { valid: true, row: judged?.row ?? row };
  const { reason, expected, found } = judged.fault;
  return no(reason, asked.hash, expected, found);
}

/** A stamp in another namespace is none in this one, and is told apart. */
function notIn(namespace: string, hash: string, elsewhere: StampRow | undefined): No {
  if (elsewhere === undefined) return no('unknown_hash', hash, hash);
  return { ...no('unknown_hash', hash, namespace, elsewhere.namespace), verdict: 'namespace_mismatch' };
}

async function hashAskedFor(request: VerifyRequest): Promise<{ readonly hash: string } | No> {
  // Absent and null are the same to a requester.
  const given = request.blake3_hash?.toLowerCase() ?? null;
  const content = request.content ?? null;
  if (given !== null && !BLAKE3_HEX.test(given)) return no('invalid_hash', null, BLAKE3_HEX.source, given);
  if (content === null) return given === null ? no('nothing_to_verify') : { hash: given };
  if (!hasUtf8Bytes(content)) return no('invalid_content', given);
  const { hash } = await textHashAside(content);
  return given === null || given === hash ? { hash } : no('hash_mismatch', hash, given, hash);
}

function no(
  reason: VerifyReason,
  hash: string | null = null,
  expected: string | null = null,
  found: string | null = null,
): No {
  const shown = found && found.slice(0, SHOWN_LENGTH).toWellFormed();
  return { valid: false, reason, verdict: VERDICTS[reason], hash, expected, found: shown };
}

const EXPLANATIONS: Readonly<Record<VerifyReason, string>> = {
  unknown_hash: 'nothing with this hash was stamped in this namespace',
  hash_mismatch: 'the content does not have the hash it was sent with',
  invalid_hash: 'blake3_hash must be 64 hex digits',
  invalid_content: 'content must not contain lone surrogates: they have no UTF-8 bytes',
  nothing_to_verify: 'blake3_hash or content must be given',
  invalid_namespace: 'namespace must be dotted lower-case words',
  signature_invalid: 'the signature of the stamp is not of this stamp',
  unknown_key: 'the stamp was signed with a key that is not trusted',
  revoked: 'what has this hash was revoked',
};

function validationFailed(reason: VerifyReason, hash: string | null): DomainEvent {
  const payload = { blake3_hash: hash, reason, validation_errors: [EXPLANATIONS[reason]] };
  return { type: 'validation_failed', payload };
}
