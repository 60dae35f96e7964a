import { join } from 'node:path';

/** What a thread of the pool runs, as it was built. */
export const WORKER_SCRIPT = join(__dirname, 'worker.js');
