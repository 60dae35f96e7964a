/** How `omni` ends. Part of its interface: scripts decide by it. */
export const EXIT = { ok: 0, no: 1, usage: 2, unreachable: 3, timeout: 4, internal: 5, readerGone: 141 } as const;

export type FailureCode = 'no' | 'usage' | 'unreachable' | 'timeout' | 'internal';

/** The end of a command, said in one sentence to the person who typed it. */
export class Failure extends Error {
  constructor(
    readonly code: FailureCode,
    message: string,
  ) {
    super(message);
    this.name = 'Failure';
  }

  get exitCode(): number {
    return EXIT[this.code];
  }
}

export function usage(message: string): Failure {
  return new Failure('usage', message);
}

/** Errors that say their own sentence, by the code they carry. */
const BY_CODE: Readonly<Record<string, FailureCode>> = {
  invalid_payload: 'usage',
  message_too_large: 'usage',
  request_timeout: 'timeout',
  broker_access: 'unreachable',
};

/** What went wrong, in terms of exit codes. The Kafka client's own errors all begin with `KafkaJS`. */
export function asFailure(error: unknown): Failure {
  if (error instanceof Failure) return error;
  if (!(error instanceof Error)) return new Failure('internal', String(error));
  const known = 'code' in error && typeof error.code === 'string' ? BY_CODE[error.code] : undefined;
  if (known !== undefined) return new Failure(known, error.message);
  if (!error.name.startsWith('KafkaJS')) return new Failure('internal', error.message);
  const said = clientSentence(error);
  if ('type' in error && typeof error.type === 'string') return new Failure('no', `the broker refused: ${said}`);
  return new Failure('unreachable', `the broker cannot be reached: ${said}`);
}

/** Without the client's habit of wrapping one message in another. */
function clientSentence(error: Error): string {
  const [first = error.message] = error.message.split('\n');
  return first.replace(/^(KafkaJS\w+: )+/, '');
}
