export { checkEnvelope, type SignatureFault, type SignedStatement } from './check-envelope';
export {
  MAX_ENVELOPE_LENGTH,
  parseEnvelope,
  preAuthEncoding,
  readEnvelope,
  signEnvelope,
  type Envelope,
  type EnvelopeJson,
} from './envelope';
export { readRevocations, type Revocations } from './revocations';
export {
  findRevocations,
  liftRevocation,
  listRevocations,
  revoke,
  type Revocation,
  type RevocationPlace,
} from './revocation-rows';
export { signsStamps, type Signing, type SignsStamps } from './sign-stamps';
export { ENVELOPE, signFile } from './sign-file';
export { verifySignedFile, type JudgedSignature, type SignedVerification, type Trust } from './verify-signed-file';
export { PAYLOAD_TYPE, PREDICATE_TYPE, STATEMENT_TYPE } from './statement';
