import { setFlagsFromString } from 'node:v8';

/**
 * Imported first by a worker, before anything has grown: V8 collects its old generation when that has grown by half,
 * instead of to three times what lives in it. What a worker has in flight passes through it and dies there. Measured on
 * the bridge, 20,000 stamp requests: 180 MB resident at the peak instead of 250, at no more processor time. A smaller
 * young generation saves less and costs a quarter of the time, because collecting it copies what is in flight.
 */
setFlagsFromString('--heap-growing-percent=50');
