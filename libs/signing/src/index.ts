export { keyIdOf } from './key-id';
export { KeyFileError, readKeyFiles } from './key-files';
export { newKeyPair, readPrivateKey, readPublicKeys, webKeyOf, type WebKey } from './key-forms';
export { KeyRing } from './key-ring';
export { checkSignature, isSignedBy, Signer, type Signature } from './signer';
