import { MAX_MESSAGE_BYTES, type OutboundRecord } from '#contracts';
import { NO_METRICS, SendQueue } from '#event-bus';
import type { Arguments } from './arguments';
import { connectionOf, requireTopics } from './broker';
import { asFailure, EXIT, Failure, usage } from './failure';
import { inOrder } from './in-order';
import { linesOf, type Line } from './lines';
import { jsonMistake, readSource } from './payload';
import { unlessEnded, type Session } from './session';

/** Records on their way at once; the queue makes few batches of them. */
const AT_ONCE = 1_000;

type Shape = Omit<OutboundRecord, 'value'>;

/** `omni publish`: records as they are, acknowledged before it says so. */
export async function publish(typed: Arguments, session: Session): Promise<number> {
  const shape = shapeOf(typed);
  if (typed.standardInput(0)) throw usage('standard input is read with --jsonl');
  const values = await valuesOf(typed, session);
  const connection = connectionOf(typed);
  await unlessEnded(session.signal, requireTopics(connection, [shape.topic]));
  const queue = new SendQueue(() => connection.connectProducer(), NO_METRICS);
  try {
    const records = await unlessEnded(session.signal, sendAll(queue, shape, values));
    await report(session, shape.topic, records);
    return EXIT.ok;
  } finally {
    await queue.close();
  }
}

function shapeOf(typed: Arguments): Shape {
  const topic = typed.text('topic');
  if (!topic) throw usage('say where: --topic TOPIC');
  return { topic, key: typed.text('key') ?? null, headers: headersOf(typed.texts('header')) };
}

function headersOf(given: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    given.map((header) => {
      const at = header.indexOf('=');
      if (at < 1) throw usage(`--header must be NAME=VALUE, not ${JSON.stringify(header)}`);
      return [header.slice(0, at), header.slice(at + 1)];
    }),
  );
}

async function valuesOf(typed: Arguments, { input }: Session): Promise<AsyncIterable<Buffer>> {
  const file = typed.text('file');
  const json = typed.text('json');
  const given = [file, json, typed.flag('jsonl') || undefined].filter((one) => one !== undefined);
  if (given.length !== 1) throw usage('give the records once: --file FILE, --json JSON, or --jsonl for standard input');
  if (file !== undefined) return one((await readSource(file)).bytes);
  if (json === undefined) return jsonLines(linesOf(input as AsyncIterable<Buffer>, MAX_MESSAGE_BYTES));
  requireJson('--json', json);
  return one(Buffer.from(json));
}

async function* one(value: Buffer): AsyncGenerator<Buffer> {
  yield value;
}

/** Ends with an error at the first line that is not JSON; empty lines are no records. */
async function* jsonLines(lines: AsyncIterable<Line>): AsyncGenerator<Buffer> {
  for await (const { number, bytes } of lines) {
    if (bytes.length === 0) continue;
    if (bytes.length <= MAX_MESSAGE_BYTES) requireJson(`line ${number}`, bytes.toString('utf8'));
    yield bytes;
  }
}

function requireJson(name: string, text: string): void {
  const mistake = jsonMistake(text);
  if (mistake !== null) throw usage(`${name} is not JSON: ${mistake}`);
}

/** How many were acknowledged. What fails ends it; the complaint says how many are on the topic by then. */
async function sendAll(queue: SendQueue, shape: Shape, values: AsyncIterable<Buffer>): Promise<number> {
  let sent = 0;
  const send = (value: Buffer): Promise<void> => queue.send([{ ...shape, value }]);
  try {
    for await (const _ of inOrder(values, AT_ONCE, send)) sent += 1;
    return sent;
  } catch (error) {
    const { code, message } = asFailure(error);
    throw new Failure(code, sent === 0 ? message : `${message}; ${counted(sent)} before that went out`);
  }
}

async function report({ json, paint, print }: Session, topic: string, records: number): Promise<void> {
  const text = `${paint('green', '✓')} ${counted(records)} published to ${topic}`;
  await print(json ? JSON.stringify({ topic, records }) : text);
}

function counted(records: number): string {
  return records === 1 ? '1 record' : `${records} records`;
}
