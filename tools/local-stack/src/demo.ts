import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { Admin, CompressionTypes, Consumer, Kafka, logLevel, Partitioners, Producer } from 'kafkajs';
import { isBrokerReady } from './apache-kafka';
import { loadEnvironment, readConfig } from './config';
import { asNewQuestion, loadSamples, Sample } from './samples';
import { readable, sideBySide } from './side-by-side';
import { runningAddresses } from './stack';

const ANSWER_DEADLINE_MS = 10_000;

interface Answer {
  readonly topic: string;
  readonly text: string;
  readonly at: number;
}

/** Every answer that came so far, and a bell for each new one. */
class Inbox {
  private readonly answers: Answer[] = [];
  private readonly bell = new EventTarget();

  put(answer: Answer): void {
    this.answers.push(answer);
    this.bell.dispatchEvent(new Event('answer'));
  }

  /** The answer on that topic that carries the correlation id, or undefined when none came in time. */
  async find(topic: string, correlationId: string): Promise<Answer | undefined> {
    const signal = AbortSignal.timeout(ANSWER_DEADLINE_MS);
    while (!signal.aborted) {
      const answer = this.answers.find(
        (candidate) => candidate.topic === topic && candidate.text.includes(correlationId),
      );
      if (answer !== undefined) return answer;
      await once(this.bell, 'answer', { signal }).catch(() => undefined);
    }
    return undefined;
  }
}

async function demo(): Promise<number> {
  const bootstrap = runningAddresses()?.bootstrap ?? readConfig(loadEnvironment()).kafkaBootstrapServers;
  if (bootstrap === undefined || !(await isBrokerReady(bootstrap))) {
    console.error(
      'No stack is running here: start one with "npm start" in another terminal, or set KAFKA_BOOTSTRAP_SERVERS.',
    );
    return 1;
  }
  const samples = loadSamples();
  const kafka = new Kafka({ clientId: 'demo', brokers: bootstrap.split(','), logLevel: logLevel.NOTHING });
  const [admin, producer] = [kafka.admin(), kafka.producer({ createPartitioner: Partitioners.DefaultPartitioner })];
  const groupId = `demo-${randomUUID()}`;
  const consumer = kafka.consumer({ groupId, maxWaitTimeInMs: 100 });
  const inbox = new Inbox();
  try {
    await Promise.all([admin.connect(), producer.connect(), consumer.connect()]);
    await listen(admin, consumer, topicsToHear(samples), inbox);
    let unanswered = 0;
    for (const sample of samples) unanswered += (await ask(producer, inbox, sample)) ? 0 : 1;
    console.log(`${samples.length - unanswered} of ${samples.length} questions were answered.`);
    return unanswered === 0 ? 0 : 1;
  } finally {
    await Promise.allSettled([consumer.disconnect(), producer.disconnect()]);
    await admin.deleteGroups([groupId]).catch(() => undefined);
    await admin.disconnect();
  }
}

function topicsToHear(samples: readonly Sample[]): readonly string[] {
  return [
    ...new Set(
      samples.flatMap(({ reply_topic, dead_letter_topic }) => [reply_topic, dead_letter_topic ?? reply_topic]),
    ),
  ];
}

/** Ready before the first question, and reading from where the topics ended before: no first answer is lost. */
async function listen(admin: Admin, consumer: Consumer, topics: readonly string[], inbox: Inbox): Promise<void> {
  const ends = await Promise.all(
    topics.map(async (topic) => ({ topic, partitions: await admin.fetchTopicOffsets(topic) })),
  );
  const joined = new Promise((resolve) => consumer.on(consumer.events.GROUP_JOIN, resolve));
  await consumer.subscribe({ topics: [...topics] });
  await consumer.run({
    autoCommit: false,
    eachMessage: async ({ topic, message }) =>
      inbox.put({ topic, text: message.value?.toString() ?? '', at: performance.now() }),
  });
  for (const { topic, partitions } of ends) {
    for (const { partition, offset } of partitions) consumer.seek({ topic, partition, offset });
  }
  await joined;
}

async function ask(producer: Producer, inbox: Inbox, sample: Sample): Promise<boolean> {
  const { correlationId, key, value } = asNewQuestion(sample);
  const sentAt = performance.now();
  await producer.send({ topic: sample.topic, compression: CompressionTypes.GZIP, messages: [{ key, value }] });
  const answer = await inbox.find(sample.reply_topic, correlationId);
  const time = answer === undefined ? 'no answer' : `answered in ${(answer.at - sentAt).toFixed(1)} ms`;
  const width = Math.max(100, process.stdout.columns ?? 160);
  console.log(`\n━━ ${sample.description} ━━ ${time}`);
  console.log(sideBySide(`${sample.topic}\n`, `${sample.reply_topic}\n`, width));
  console.log(
    sideBySide(readable(value), readable(answer?.text ?? `no answer within ${ANSWER_DEADLINE_MS / 1000} s`), width),
  );
  return (await showDeadLetter(inbox, sample, correlationId)) && answer !== undefined;
}

async function showDeadLetter(inbox: Inbox, sample: Sample, correlationId: string): Promise<boolean> {
  if (sample.dead_letter_topic === undefined) return true;
  const letter = await inbox.find(sample.dead_letter_topic, correlationId);
  console.log(
    letter === undefined ? `No dead letter on ${sample.dead_letter_topic}.` : `Dead letter kept on ${letter.topic}.`,
  );
  return letter !== undefined;
}

demo().then(
  (code) => process.exit(code),
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  },
);
