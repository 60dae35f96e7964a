import { setTimeout as pause } from 'node:timers/promises';
import { encodeHeaders, type ExactRecord } from '#contracts';
import { KafkaConnection } from '#event-bus';
import { REPLAY_JOB, replayEvents } from '#event-log';
import { PersonalData } from '#personal-data';
import { chosenRows, JobRunner, openDatabase, republish, type RepublishParts } from '#storage';

/** A worker of its own process that republishes and replays until it is ended: `DATABASE_URL`, `KAFKA`, `TOPIC`. */
const { DATABASE_URL = '', KAFKA = '', TOPIC = '' } = process.env;
const connection = new KafkaConnection({ brokers: [KAFKA], clientId: 'republishing' }, { debug: () => undefined });
const database = openDatabase({
  url: DATABASE_URL,
  maxConnections: 4,
  applicationName: 'republishing',
  onError: () => undefined,
});

/** The record of a reference `key:value`. */
function recordOf(ref: string): ExactRecord {
  const [key = '', value = ''] = ref.split(':');
  return { topic: TOPIC, key: Buffer.from(key), value: Buffer.from(value), rawHeaders: encodeHeaders([]) };
}

const common = {
  topics: () => connection.administration.topics().then((topics) => new Set(topics)),
  open: (id) => connection.openExactlyOnce({ id, progressTopic: TOPIC }),
} satisfies Partial<RepublishParts<unknown>>;

const runner = new JobRunner(database, {
  handlers: {
    republish: republish({
      source: chosenRows((_, refs) => Promise.resolve(new Map(refs.map((ref) => [ref, recordOf(ref)])))),
      prepare: (record) => record,
      ...common,
    }),
    [REPLAY_JOB]: replayEvents({
      personal: new PersonalData(database, undefined),
      ...common,
      wait: (ms) => pause(ms / 100),
    }),
  },
  worker: `process ${process.pid}`,
  leaseSeconds: Number(process.env['LEASE_SECONDS'] ?? 1),
  onFailed: (error) => console.error(error),
});

runner.start();
process.once('SIGTERM', () => void runner.stop().then(() => process.exit(0)));
