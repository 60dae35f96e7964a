import type { KeyRing, Signer } from '#signing';
import { grouped, GROUP_LIMITS, type GroupLimits, type Query } from '#storage';
import type { Judge, Stamping, StampStore } from '../stamp-store';
import type { StampRow } from '../stamps';
import { checkEnvelope } from './check-envelope';
import { contentStatement, rowMisfit } from './content-statement';
import { envelopeJson, preAuthEncoding, readEnvelope } from './envelope';
import { findRevocations } from './revocation-rows';
import { findSignatures, insertSignatures, type KeptSignature } from './signature-rows';
import { PAYLOAD_TYPE } from './statement';

/** Who signs, and whose signatures are trusted. */
export interface Signing {
  /** Left out: stamps are not signed. */
  readonly signer?: Signer;
  /** Without keys signatures are not looked at. */
  readonly ring: KeyRing;
}

/** Signs what is stamped, and judges what was. */
export interface SignsStamps extends Required<Pick<Stamping, 'isSigned' | 'judge'>> {
  /** Stamps with their signatures. */
  readonly signed: (stamps: StampStore) => StampStore;
}

/**
 * What was signed first of a stamp is kept beside it and answered from then on, whichever key signs later. Rejects with
 * the driver's error.
 */
export function signsStamps(query: Query, { signer, ring }: Signing, limits: GroupLimits = GROUP_LIMITS): SignsStamps {
  const keep = grouped((rows: Parameters<typeof insertSignatures>[1]) => insertSignatures(query, rows), limits);
  const judge = judging(query, ring, limits);
  if (signer === undefined) return { isSigned: false, judge, signed: (stamps) => stamps };
  const sign = async (row: StampRow, sha256: Buffer): Promise<StampRow> => {
    const payload = contentStatement(row, sha256);
    const { namespace, blake3_hash } = row;
    const signature = signer.sign(preAuthEncoding(PAYLOAD_TYPE, payload));
    return withSignature(row, await keep({ namespace, blake3_hash, payload, ...signature }));
  };
  const signed = ({ stamp, ...reading }: StampStore): StampStore => ({
    ...reading,
    stamp: async (draft) => {
      const row = await stamp(draft);
      return draft.sha256 === undefined ? row : sign(row, draft.sha256);
    },
  });
  return { isSigned: true, judge, signed };
}

function judging(query: Query, ring: KeyRing, limits: GroupLimits): Judge {
  const revocationOf = grouped((hashes: readonly string[]) => findRevocations(query, hashes), limits);
  const signatureOf = grouped((rows: readonly StampRow[]) => findSignatures(query, rows), limits);
  return async (row) => {
    const kept = ring.ids.length === 0 ? undefined : await signatureOf(row);
    const signed = kept === undefined ? row : withSignature(row, kept);
    const fault = kept && faultOf(row, kept, ring);
    if (fault !== undefined) return { row: signed, fault };
    const revoked = await revocationOf(row.blake3_hash);
    if (revoked === undefined) return { row: signed };
    return { row: signed, fault: { reason: 'revoked', expected: null, found: revoked.revoked_at.toISOString() } };
  };
}

function faultOf(row: StampRow, kept: KeptSignature, ring: KeyRing): Awaited<ReturnType<Judge>>['fault'] {
  const checked = checkEnvelope(readEnvelope(withSignature(row, kept).signature), ring);
  if (checked.verdict !== 'valid') {
    const { verdict: reason, expected, found } = checked;
    return { reason, expected, found };
  }
  const misfit = rowMisfit(row, checked);
  return misfit && { reason: 'signature_invalid', ...misfit };
}

function withSignature(row: StampRow, kept: KeptSignature): StampRow {
  return { ...row, signature: envelopeJson(PAYLOAD_TYPE, kept.payload, kept) };
}
