import { isSignedBy, keyIdOf, type KeyRing } from '#signing';
import { preAuthEncoding, type Envelope } from './envelope';
import { PAYLOAD_TYPE, readStatement, type Statement } from './statement';

/** Why nothing in an envelope can be believed, with what it should be and is. */
export interface SignatureFault {
  readonly verdict: 'signature_invalid' | 'unknown_key';
  readonly compared: 'key' | 'signature' | 'form';
  readonly expected: string | null;
  readonly found: string | null;
}

/** A statement that somebody who is trusted has signed. */
export interface SignedStatement {
  readonly verdict: 'valid';
  /** Of the key that signed it. */
  readonly keyId: string;
  readonly statement: Statement;
}

/** What the envelope says, once one of its signatures was made with a key that is trusted. */
export function checkEnvelope(
  envelope: Envelope | { readonly problem: string },
  ring: KeyRing,
): SignedStatement | SignatureFault {
  if ('problem' in envelope) return invalid('form', 'a DSSE envelope', envelope.problem);
  const { payload, payloadType } = envelope;
  const keyId = signerOf(envelope, ring);
  if (keyId === undefined) return unsigned(envelope, ring);
  if (payloadType !== PAYLOAD_TYPE) return invalid('form', PAYLOAD_TYPE, payloadType.slice(0, 200));
  const statement = readStatement(payload);
  if ('expected' in statement) return invalid('form', statement.expected, statement.found);
  return { verdict: 'valid', keyId, statement };
}

/** A key id that is not known says nothing: others name keys in their own ways. */
function signerOf({ payload, payloadType, signatures }: Envelope, ring: KeyRing): string | undefined {
  const signed = preAuthEncoding(payloadType, payload);
  for (const { keyId = '', signature } of signatures) {
    const named = ring.find(keyId);
    const key = (named === undefined ? ring.keys : [named]).find((each) => isSignedBy(signed, signature, each));
    if (key !== undefined) return keyIdOf(key);
  }
  return undefined;
}

function unsigned({ signatures }: Envelope, ring: KeyRing): SignatureFault {
  const ids = signatures.map(({ keyId }) => keyId ?? 'none');
  const known = ids.find((id) => ring.find(id) !== undefined);
  if (known !== undefined) return invalid('signature', `a signature with key ${known}`, 'one of something else');
  return {
    verdict: 'unknown_key',
    compared: 'key',
    expected: ring.ids.join(', '),
    found: ids.map((id) => id.slice(0, 64)).join(', '),
  };
}

function invalid(compared: SignatureFault['compared'], expected: string, found: string): SignatureFault {
  return { verdict: 'signature_invalid', compared, expected, found };
}
