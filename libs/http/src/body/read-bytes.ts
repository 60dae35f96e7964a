import type { IncomingMessage } from 'node:http';
import { Problem } from '../problem/problem';

/** As the client says it; `undefined` where it does not. */
export function declaredBytes({ headers }: IncomingMessage): number | undefined {
  const length = Number(headers['content-length'] ?? NaN);
  return Number.isSafeInteger(length) ? length : undefined;
}

/**
 * The body of a request. What comes beyond the limit is read on and dropped, so that the client gets to see the answer.
 * Rejects with a `Problem` where it is too large, and where the client goes away in the middle.
 */
export function readBytes(request: IncomingMessage, limitBytes: number): Promise<Buffer> {
  const declared = declaredBytes(request);
  if (declared !== undefined && declared > limitBytes) {
    request.resume();
    return Promise.reject(bodyTooLarge(limitBytes));
  }
  return new Promise((resolve, reject) => {
    let chunks: Buffer[] = [];
    let bytes = 0;
    request.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes <= limitBytes) return void chunks.push(chunk);
      chunks = [];
      reject(bodyTooLarge(limitBytes));
    });
    request.once('end', () => resolve(Buffer.concat(chunks)));
    request.once('error', () => reject(new Problem(400, 'body_cut_short', 'The body ended before it was complete.')));
  });
}

export function bodyTooLarge(limitBytes: number): Problem {
  return new Problem(413, 'body_too_large', `The body has more than ${limitBytes} bytes.`);
}
