export { normalised, normalisedHash } from './normalised';
export { SIDECAR } from './sidecar';
export { stampFile, type StampedFile, type StampOptions } from './stamp-file';
export type { FileStamp } from './stamp';
export { verifyFile, type FileVerdict, type FileVerification, type JudgedStamp } from './verify-file';
