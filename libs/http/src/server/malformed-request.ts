import { STATUS_CODES, type ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { Problem } from '../problem/problem';
import { SECURITY_HEADERS } from './security-headers';

const PROBLEMS: Readonly<Record<string, readonly [number, string, string]>> = {
  HPE_HEADER_OVERFLOW: [431, 'headers_too_large', 'The request line and its headers are too long.'],
  HPE_INVALID_METHOD: [400, 'invalid_method', 'There is no such method.'],
  ERR_HTTP_REQUEST_TIMEOUT: [408, 'request_timeout', 'The request did not come in time.'],
};
const MALFORMED = [400, 'malformed_request', 'This is not HTTP.'] as const;

/** What Node cannot take for a request is answered in the form of all other errors, and its connection closed. */
export function answerMalformed(error: NodeJS.ErrnoException, socket: Duplex): void {
  if (!socket.writable || isAnswering(socket)) {
    socket.destroy();
    return;
  }
  const problem = new Problem(...(PROBLEMS[error.code ?? ''] ?? MALFORMED));
  const body = JSON.stringify(problem.body());
  const headers = {
    ...SECURITY_HEADERS,
    'Content-Type': 'application/problem+json',
    'Content-Length': String(Buffer.byteLength(body)),
    Connection: 'close',
  };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  const status = problem.getStatus();
  socket.end([`HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}`, ...lines, '', body].join('\r\n'));
}

/** An answer that has begun must not get a second one behind it; Node notes it on the socket. */
function isAnswering(socket: Duplex): boolean {
  const { _httpMessage: answer } = socket as { readonly _httpMessage?: Partial<ServerResponse> | null };
  return answer?.headersSent === true;
}
