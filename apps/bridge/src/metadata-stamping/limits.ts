const MIB = 1024 * 1024;

/** Of one content, of all contents of a batch, and of a file: those of the Python service. */
export const MAX_CONTENT_BYTES = 100 * MIB;
export const MAX_FILE_BYTES = 500 * MIB;

/** Of a batch; the Python service had none in effect. */
export const MAX_ITEMS = 10_000;

/** Quotes, line ends and letters beyond ASCII are longer in JSON than in the content. */
const MAX_BODY_BYTES = 2 * MAX_CONTENT_BYTES + MIB;

/** Some 350 kB/s for the largest body. */
const UPLOAD_MS = 600_000;

export const CONTENT_BODY = { maxBytes: MAX_BODY_BYTES, withinMs: UPLOAD_MS, anyNames: true } as const;
export const FILE_BODY = { as: 'multipart', maxBytes: MAX_FILE_BYTES + MIB, withinMs: UPLOAD_MS } as const;
