import { HttpException } from '@nestjs/common';

/** What a client of the Python service finds under `detail`; codes are only ever added to. */
export interface ErrorEntry {
  readonly code: string;
  /** The property or parameter at fault, dotted. */
  readonly field: string | null;
  readonly message: string;
}

/** An error in the form of the Python service: its framework wraps what a handler refuses with in `detail`. */
export class StampingRefusal extends HttpException {
  constructor(
    status: number,
    readonly errors: readonly ErrorEntry[],
    cause?: unknown,
  ) {
    const detail = { status: 'error', data: null, error: errors, message: null, metadata: { status_code: status } };
    super({ detail }, status, { cause });
  }
}

export function refused(status: number, code: string, message: string, field: string | null = null): StampingRefusal {
  return new StampingRefusal(status, [{ code, field, message }]);
}

export function notValid(field: string, message: string): StampingRefusal {
  return refused(422, 'VALIDATION_ERROR', message, field);
}
