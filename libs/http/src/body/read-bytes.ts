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
  if (declared === undefined) return readChunks(request, limitBytes);
  if (declared <= limitBytes) return readDeclared(request, declared);
  request.resume();
  return Promise.reject(bodyTooLarge(limitBytes));
}

/** Into its place at once: a large body is not held twice. Node lets no more come than was declared. */
function readDeclared(request: IncomingMessage, bytes: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const whole = Buffer.allocUnsafeSlow(bytes);
    let end = 0;
    request.on('data', (chunk: Buffer) => {
      end += chunk.copy(whole, end);
    });
    request.once('end', () => resolve(whole.subarray(0, end)));
    request.once('error', () => reject(cutShort()));
  });
}

function readChunks(request: IncomingMessage, limitBytes: number): Promise<Buffer> {
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
    request.once('error', () => reject(cutShort()));
  });
}

function cutShort(): Problem {
  return new Problem(400, 'body_cut_short', 'The body ended before it was complete.');
}

export function bodyTooLarge(limitBytes: number): Problem {
  return new Problem(413, 'body_too_large', `The body has more than ${limitBytes} bytes.`);
}
