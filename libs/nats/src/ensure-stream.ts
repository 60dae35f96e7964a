import type { JetStreamManager } from '@nats-io/jetstream';
import type { Logger } from '#operations';
import { codeOf, STREAM_NOT_FOUND } from './jetstream-errors';

/** Duplicates within this time vanish: long enough for a worker to be replaced and to handle its records again. */
const DUPLICATE_WINDOW_MS = 120_000;

/** As long as Kafka keeps records unless told otherwise. */
const MAX_AGE_MS = 7 * 86_400_000;

/**
 * Creates the stream unless there is one of its name, which is used as it is. Never rejects: the account may lack the
 * right to look, or another stream may take our subjects; whether publishing works is for its acknowledgement to say.
 */
export async function ensureStream(
  manager: JetStreamManager,
  stream: string,
  families: readonly string[],
  log: Pick<Logger, 'info' | 'warn'>,
): Promise<void> {
  const { nanos } = await import('@nats-io/transport-node');
  try {
    await manager.streams.info(stream).catch(async (error: unknown) => {
      if (codeOf(error) !== STREAM_NOT_FOUND) throw error;
      const times = { duplicate_window: nanos(DUPLICATE_WINDOW_MS), max_age: nanos(MAX_AGE_MS) };
      await manager.streams.add({ name: stream, subjects: families.map((family) => `${family}.>`), ...times });
      log.info({ stream }, 'created a stream');
    });
  } catch (error) {
    log.warn({ stream, error }, 'the stream could neither be found nor created');
  }
}
