import { join } from 'node:path';
import { HashingThread } from './hashing-thread';
import { textHash, type TextHash } from './text-hash';

/**
 * Up to this many UTF-16 units a text is encoded and hashed within 2 ms: 1.5 to 1.7 ms where letters take two bytes,
 * 0.4 ms for ASCII, measured on Node 20 (`npm run bench -- stamping`).
 */
const HERE_TO_UNITS = 1_048_576;

/** The same as `textHash`, in a thread where it would hold up the event loop for more than 2 ms. */
export async function textHashAside(text: string): Promise<TextHash> {
  return text.length <= HERE_TO_UNITS ? textHash(text) : thread().hash(text);
}

let running: HashingThread | undefined;

/** Started when the first large text comes, and again after it has broken down. */
function thread(): HashingThread {
  const started: HashingThread = (running ??= new HashingThread(join(__dirname, 'hashing.worker.js'), () => {
    if (running === started) running = undefined;
  }));
  return started;
}
