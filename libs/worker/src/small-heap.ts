import { setFlagsFromString } from 'node:v8';

/**
 * Imported first by a worker, before anything has grown: keeps V8's young generation at its initial megabyte instead of
 * sixteen. Records live shortly and their text is large, so a young generation that grows with them costs memory and
 * gains nothing. Measured on the bridge with a batch of 200 requests of 1 MB: 220 MiB at the peak instead of 290, 107
 * instead of 133 before it.
 */
setFlagsFromString('--semi-space-growth-factor=1');
