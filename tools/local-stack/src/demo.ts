import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { Admin, CompressionTypes, Consumer, Partitioners, Producer } from 'kafkajs';
import { firstOf } from '#config';
import { brokerFault, kafkaClient, type ConnectionSettings } from '#event-bus';
import { loadEnvironment, readConfig } from './config';
import { asNewQuestion, loadSamples, Sample } from './samples';
import { readable, sideBySide } from './side-by-side';
import { runningAddresses } from './stack-processes';

const ANSWER_DEADLINE_MS = 10_000;
/** Where the output is no terminal. */
const DEFAULT_WIDTH = 160;

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

/** Asks every sample of the stack that runs here and shows how each was answered; 1 where one was not. */
export async function demo(say: (line: string) => void, verbose: boolean): Promise<number> {
  const broker = runningBroker();
  if (broker === undefined || (await brokerFault(broker)) !== undefined) {
    say('No stack is running here: start one with "npm start" in another terminal, or set KAFKA_BOOTSTRAP_SERVERS.');
    return 1;
  }
  const samples = loadSamples();
  const kafka = kafkaClient({ ...broker, clientId: 'demo' });
  const [admin, producer] = [kafka.admin(), kafka.producer({ createPartitioner: Partitioners.DefaultPartitioner })];
  const groupId = `demo-${randomUUID()}`;
  const consumer = kafka.consumer({ groupId, maxWaitTimeInMs: 100 });
  const inbox = new Inbox();
  try {
    await Promise.all([admin.connect(), producer.connect(), consumer.connect()]);
    await listen(admin, consumer, topicsToHear(samples), inbox);
    let unanswered = 0;
    for (const sample of samples) {
      const { lines, isAnswered } = await ask(producer, inbox, sample, verbose);
      for (const line of lines) say(line);
      unanswered += isAnswered ? 0 : 1;
    }
    say(`${samples.length - unanswered} of ${samples.length} questions were answered.`);
    if (!verbose) say('The messages: npm run demo -- --verbose');
    return unanswered === 0 ? 0 : 1;
  } finally {
    await Promise.allSettled([consumer.disconnect(), producer.disconnect()]);
    await admin.deleteGroups([groupId]).catch(() => undefined);
    await admin.disconnect();
  }
}

/** With TLS and SASL as they are set; the running stack knows its address. */
function runningBroker(): ConnectionSettings | undefined {
  const bootstrap = runningAddresses()?.bootstrap;
  const running = bootstrap === undefined ? {} : { KAFKA_BOOTSTRAP_SERVERS: bootstrap };
  return readConfig(firstOf(running, loadEnvironment())).kafka;
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

interface Asked {
  readonly lines: readonly string[];
  readonly isAnswered: boolean;
}

/** One line, and the messages where they are wanted. */
async function ask(producer: Producer, inbox: Inbox, sample: Sample, verbose: boolean): Promise<Asked> {
  const { correlationId, key, value } = asNewQuestion(sample);
  const sentAt = performance.now();
  await producer.send({ topic: sample.topic, compression: CompressionTypes.GZIP, messages: [{ key, value }] });
  const answer = await inbox.find(sample.reply_topic, correlationId);
  const letterTopic = sample.dead_letter_topic;
  const letter = letterTopic === undefined ? undefined : await inbox.find(letterTopic, correlationId);
  const isAnswered = answer !== undefined && (letterTopic === undefined || letter !== undefined);
  const facts = [
    answer === undefined ? `no answer within ${ANSWER_DEADLINE_MS / 1000} s` : `${(answer.at - sentAt).toFixed(0)} ms`,
    ...(letterTopic === undefined ? [] : [letter === undefined ? 'no dead letter' : 'kept as a dead letter']),
  ];
  const line = `${isAnswered ? '✓' : '✗'} ${sample.description}: ${facts.join(', ')}`;
  return { isAnswered, lines: verbose ? ['', line, ...messages(sample, value, answer)] : [line] };
}

function messages(sample: Sample, value: string, answer: Answer | undefined): readonly string[] {
  const width = process.stdout.columns ?? DEFAULT_WIDTH;
  return [
    sideBySide(`${sample.topic}\n`, `${sample.reply_topic}\n`, width),
    sideBySide(readable(value), readable(answer?.text ?? 'no answer'), width),
  ];
}
