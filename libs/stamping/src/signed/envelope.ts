import { isObject } from '#contracts';
import type { Signature, Signer } from '#signing';
import { decodeBase64 } from './base64';

/** A DSSE envelope as JSON (secure-systems-lab/dsse, envelope.md): payload and signatures are base64. */
export interface EnvelopeJson {
  readonly payload: string;
  readonly payloadType: string;
  readonly signatures: readonly { readonly keyid: string; readonly sig: string }[];
}

export interface Envelope {
  readonly payload: Buffer;
  readonly payloadType: string;
  /** Key ids are hints: whoever holds the envelope can change them. */
  readonly signatures: readonly { readonly keyId?: string; readonly signature: Buffer }[];
}

/** UTF-16 units; a stamp's own envelope has some thousand. */
export const MAX_ENVELOPE_LENGTH = 1_048_576;

/** Each costs a check with every key that is trusted. */
const MAX_SIGNATURES = 16;

/** What is signed (DSSE, protocol.md): nothing in a payload can pass for its type, nor the other way round. */
export function preAuthEncoding(payloadType: string, payload: Buffer): Buffer {
  const type = Buffer.from(payloadType, 'utf8');
  return Buffer.concat([Buffer.from(`DSSEv1 ${type.length} `), type, Buffer.from(` ${payload.length} `), payload]);
}

export function signEnvelope(payloadType: string, payload: Buffer, signer: Signer): EnvelopeJson {
  return envelopeJson(payloadType, payload, signer.sign(preAuthEncoding(payloadType, payload)));
}

export function envelopeJson(payloadType: string, payload: Buffer, { keyId, signature }: Signature): EnvelopeJson {
  const signatures = [{ keyid: keyId, sig: signature.toString('base64') }];
  return { payload: payload.toString('base64'), payloadType, signatures };
}

/** The envelope in a text, or why it is none. */
export function parseEnvelope(text: string): Envelope | { readonly problem: string } {
  if (text.length > MAX_ENVELOPE_LENGTH) return { problem: `it has more than ${MAX_ENVELOPE_LENGTH} characters` };
  try {
    return readEnvelope(JSON.parse(text));
  } catch {
    return { problem: 'it is no JSON' };
  }
}

export function readEnvelope(value: unknown): Envelope | { readonly problem: string } {
  if (!isObject(value)) return { problem: 'it is no JSON object' };
  const { payload, payloadType, signatures } = value;
  const bytes = typeof payload === 'string' ? decodeBase64(payload) : undefined;
  if (bytes === undefined) return { problem: 'payload must be base64' };
  if (typeof payloadType !== 'string' || !payloadType.isWellFormed()) return { problem: 'payloadType must be text' };
  if (!Array.isArray(signatures) || signatures.length === 0) return { problem: 'signatures must have one' };
  if (signatures.length > MAX_SIGNATURES) return { problem: `signatures must have at most ${MAX_SIGNATURES}` };
  const read = signatures.map(readSignature);
  if (!read.every((one) => one !== undefined)) return { problem: 'sig of each signature must be base64' };
  return { payload: bytes, payloadType, signatures: read };
}

function readSignature(value: unknown): Envelope['signatures'][number] | undefined {
  if (!isObject(value) || typeof value['sig'] !== 'string') return undefined;
  const { keyid, sig } = value;
  const signature = decodeBase64(sig);
  if (signature === undefined) return undefined;
  return { signature, ...(typeof keyid === 'string' && { keyId: keyid }) };
}
