import { KafkaConnection, type BusLog } from '#event-bus';
import { ConfigError } from '#config';
import type { Arguments } from './arguments';
import { connectionSettings } from './config';
import { Failure, usage } from './failure';

const nothing = (): void => undefined;

/** What the client has to say reaches the user as the command's own sentence, once. */
export const QUIET: BusLog = { debug: nothing, info: nothing, warn: nothing, error: nothing };

/** The broker that `--brokers` or the environment names. */
export function settingsOf(typed: Arguments) {
  const brokers = typed.text('brokers');
  if (brokers?.trim() === '') throw usage('--brokers must name at least one host:port');
  try {
    return connectionSettings(brokers);
  } catch (error) {
    if (error instanceof ConfigError) throw usage(unusable(error, brokers !== undefined));
    throw error;
  }
}

/** Says `--brokers` where the user did. */
function unusable({ problems }: ConfigError, byOption: boolean): string {
  const lines = problems.map(({ variable, expected, got }) => {
    const name = byOption && variable === 'KAFKA_BOOTSTRAP_SERVERS' ? '--brokers' : variable;
    return `${name}: expected ${expected}, got ${got}`;
  });
  return lines.join('\n      ');
}

export function connectionOf(typed: Arguments): KafkaConnection {
  return new KafkaConnection(settingsOf(typed), QUIET);
}

/** A mistyped name must not become a topic, nor a wait for nothing. */
export async function requireTopics(connection: KafkaConnection, topics: readonly string[]): Promise<void> {
  const existing = await connection.administration.topics();
  const missing = topics.filter((topic) => !existing.includes(topic));
  if (missing.length === 0) return;
  const are = missing.length === 1 ? 'is not on the broker' : 'are not on the broker';
  const ways = '"omni topics apply" creates the topics of the workers, with --all those of the whole catalog';
  throw new Failure('no', `${missing.join(', ')} ${are}; ${ways}`);
}
