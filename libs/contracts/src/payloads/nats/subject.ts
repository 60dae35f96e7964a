/** One word of a NATS subject: no dots, no wildcards, no white space. */
export const SUBJECT_WORD = /^[A-Za-z0-9_-]+$/;

/** Ids are any text, as everywhere on this bus; most are UUIDs. */
export const MAX_ID_LENGTH = 1024;
