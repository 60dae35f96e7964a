import type { IncomingMessage } from 'node:http';
import type { NextFunction, Request, Response } from 'express';
import { parseText } from '#contracts';
import { unknownField } from '../problem/faults';
import { Problem } from '../problem/problem';
import { reservedNameIn } from '../validation/reserved-names';

const METHODS_WITH_BODY = new Set(['POST', 'PUT', 'PATCH', 'DELETE']);

/** Reads a body of JSON up to the limit of its page; each way it can be wrong has a code. */
export function jsonBody(limitOf: (path: string) => number) {
  return (request: Request, _response: Response, next: NextFunction): void => {
    if (!METHODS_WITH_BODY.has(request.method)) return next();
    readJson(request, limitOf(request.path)).then((body) => {
      request.body = body;
      next();
    }, next);
  };
}

async function readJson(request: IncomingMessage, limitBytes: number): Promise<object> {
  const encoding = request.headers['content-encoding'] ?? 'identity';
  if (encoding !== 'identity')
    throw new Problem(415, 'unsupported_encoding', 'Send the body without content-encoding.');
  return parse(decode(await readBytes(request, limitBytes)));
}

/** What comes beyond the limit is read on and dropped, so that the client gets to see the answer. */
function readBytes(request: IncomingMessage, limitBytes: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let bytes = 0;
    request.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes <= limitBytes) return void chunks.push(chunk);
      chunks.length = 0;
      reject(new Problem(413, 'body_too_large', `The body has more than ${limitBytes} bytes.`));
    });
    request.once('end', () => resolve(Buffer.concat(chunks)));
    request.once('error', reject);
  });
}

function decode(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new Problem(400, 'invalid_utf8', 'The body is not UTF-8.');
  }
}

function parse(text: string): object {
  const parsed = parseText(text);
  if (!parsed.ok) throw new Problem(400, parsed.refusal.code, sentence(parsed.refusal.message));
  const reserved = reservedNameIn(parsed.value);
  if (reserved !== undefined) throw unknownField(reserved);
  return parsed.value;
}

function sentence(message: string): string {
  return `${message.charAt(0).toUpperCase()}${message.slice(1)}.`;
}
