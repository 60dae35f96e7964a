/** 64 lower-case hex digits: BLAKE3-256. Upper case is accepted on the way in and lowered. */
export const BLAKE3_HEX = /^[0-9a-f]{64}$/;

/** Dotted lower-case words, e.g. `omninode.services.metadata`; one word will do. */
export const NAMESPACE = /^[a-z0-9][a-z0-9_-]*(\.[a-z0-9][a-z0-9_-]*)*$/;

export const DEFAULT_NAMESPACE = 'default';
export const DEFAULT_CONTENT_TYPE = 'text/plain';
