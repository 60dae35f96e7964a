import { STATUS_CODES } from 'node:http';
import { HttpException } from '@nestjs/common';

/** What is wrong with a request, besides its sentence: stable names for programs. */
export interface ProblemFacts {
  /** The query parameter, path parameter or header at fault. */
  readonly parameter?: string;
  /** The property of the body at fault. */
  readonly field?: string;
  /** The role that would be enough. */
  readonly role?: string;
}

/** An answer that is an error, as `application/problem+json` (RFC 9457) with a stable code. */
export class Problem extends HttpException {
  constructor(
    status: number,
    readonly code: string,
    readonly detail: string,
    readonly facts: ProblemFacts = {},
    readonly headers: Readonly<Record<string, string>> = {},
    options: { readonly cause?: unknown } = {},
  ) {
    super(detail, status, options);
    this.name = 'Problem';
  }

  body() {
    const status = this.getStatus();
    const title = STATUS_CODES[status] ?? 'Error';
    return { type: 'about:blank', title, status, code: this.code, detail: this.detail, ...this.facts };
  }
}

/** The server cannot serve this now; a client that comes back after `seconds` may be lucky. */
export function busy(code: string, detail: string, seconds: number, cause?: unknown): Problem {
  return new Problem(503, code, detail, {}, { 'Retry-After': String(seconds) }, { cause });
}

/** One client asks for more than its share. */
export function tooMany(detail: string, seconds: number): Problem {
  return new Problem(429, 'too_many_requests', detail, {}, { 'Retry-After': String(seconds) });
}
