import { setFlagsFromString } from 'node:v8';

/**
 * Imported first by a worker, before anything has grown: keeps V8's young generation at four megabytes instead of
 * sixteen. Records live shortly and their text is large, so a young generation that grows with them costs memory. Less
 * costs time: with one megabyte a stamp request takes a quarter more processor time (500 µs instead of 390), and the
 * process is 8 MB smaller. Measured on the bridge, also with a batch of 200 requests of 1 MB.
 */
setFlagsFromString('--semi-space-growth-factor=1');
setFlagsFromString('--min-semi-space-size=4');
