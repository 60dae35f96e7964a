import { createLogger, type Logger } from './logging/logger';

export interface RunAppOptions {
  readonly name: string;
  /** Builds and starts the app. Its `close` stops fetching, finishes what is in flight, and leaves. */
  readonly start: () => Promise<{ close(): Promise<unknown> }>;
  /** Time for `close`, counted from the signal; 10,000 ms where it is left out. */
  readonly deadlineMs?: number;
  readonly logger?: Logger;
}

/** 128 + the number of the signal, as shells report a process that a signal ended. */
const SIGNAL_EXIT_CODES = { SIGINT: 130, SIGTERM: 143 } as const;

/**
 * Runs one app as this process, from start to exit:
 * - SIGTERM or SIGINT closes it (also while it is still starting) and exits with 0; with 1 when closing fails or
 *   passes the deadline. The second signal ends at once with 130 (SIGINT) or 143 (SIGTERM).
 * - A start that fails, an uncaught exception and an unhandled rejection are each one fatal line and exit 1.
 *   Nothing is closed then: state is unknown, and delivery is at least once.
 *
 * Owns the signals of the process, so Nest's `enableShutdownHooks` must stay off; `app.close()` runs the same hooks.
 */
export function runApp({
  name,
  start,
  deadlineMs = 10_000,
  logger = createLogger({ service: name }),
}: RunAppOptions): void {
  const fail = (message: string, error?: unknown): never => {
    logger.fatal({ error }, message);
    return process.exit(1);
  };
  process.on('uncaughtException', (error) => fail(`${name} failed: uncaught exception`, error));
  process.on('unhandledRejection', (reason) => fail(`${name} failed: unhandled rejection`, reason));

  // Node writes warnings to stderr as text; readers of the log expect lines of ours.
  process.removeAllListeners('warning');
  process.on('warning', (warning) => logger[levelOf(warning)]({ error: warning }, 'Node.js warns'));

  const app = Promise.resolve().then(start);
  app.catch((error: unknown) => fail(`${name} could not start`, error));

  let stopping = false;
  const stop = (signal: keyof typeof SIGNAL_EXIT_CODES): void => {
    if (stopping) process.exit(SIGNAL_EXIT_CODES[signal]);
    stopping = true;
    logger.info({ signal }, `${name} is stopping`);
    setTimeout(() => fail(`${name} did not stop within ${deadlineMs} ms`), deadlineMs);
    app
      .then((running) => running.close())
      .then(
        () => {
          logger.info({}, `${name} has stopped`);
          process.exit(0);
        },
        (error: unknown) => fail(`${name} could not stop cleanly`, error),
      );
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
}

/** kafkajs 2.2.4 asks for timers of negative length now and then (tulios/kafkajs#1751); newer Node.js says so each time. */
function levelOf(warning: Error): 'debug' | 'warn' {
  return warning.name === 'TimeoutNegativeWarning' ? 'debug' : 'warn';
}
