import type { OutboundRecord } from '#contracts';
import { KafkaConnection } from '#event-bus';
import { JobRunner, openDatabase, republish } from '#storage';

/** A worker of its own process that republishes until it is killed: `DATABASE_URL`, `KAFKA`, `TOPIC`. */
const { DATABASE_URL = '', KAFKA = '', TOPIC = '' } = process.env;
const connection = new KafkaConnection({ brokers: [KAFKA], clientId: 'republishing' }, { debug: () => undefined });
const database = openDatabase({
  url: DATABASE_URL,
  maxConnections: 4,
  applicationName: 'republishing',
  onError: () => undefined,
});

/** The record of a reference `key:value`. */
function recordOf(ref: string): OutboundRecord {
  const [key = '', value = ''] = ref.split(':');
  return { topic: TOPIC, key, value };
}

new JobRunner(database, {
  handlers: {
    republish: republish({
      read: (_, refs) => Promise.resolve(refs.map(recordOf)),
      open: (id) => connection.openExactlyOnce({ id, ledger: TOPIC }),
    }),
  },
  worker: `process ${process.pid}`,
  leaseSeconds: 1,
  onFailed: (error) => console.error(error),
}).start();
