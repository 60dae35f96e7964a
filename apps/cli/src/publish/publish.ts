import { MAX_MESSAGE_BYTES, type OutboundRecord } from '#contracts';
import { NO_METRICS, SendQueue } from '#event-bus';
import type { Arguments } from '../arguments';
import { connectionOf, requireTopics } from '../broker';
import { asFailure, EXIT, Failure, usage } from '../failure';
import { inOrder } from '../in-order';
import { linesOf, type Line } from '../lines';
import { jsonMistake, readSource } from '../payload';
import { oneLine } from '../printable';
import { asTyped } from '../registered';
import { unlessEnded, type Session } from '../session';
import { eventRecord, eventShape } from './event';

/** Records on their way at once; the queue makes few batches of them. */
const AT_ONCE = 1_000;

/** What the command line says of every record. */
interface Shape {
  readonly topic: string;
  readonly record: (source: string, value: Buffer) => OutboundRecord;
  readonly headers: Readonly<Record<string, string>>;
  /** Of an event that is published alone, or of all of them. */
  readonly correlationId?: string;
}

interface Given {
  /** How a complaint names it. */
  readonly source: string;
  readonly value: Buffer;
}

/** `omni publish`: events of the catalog, or records as they are, acknowledged before it says so. */
export async function publish(typed: Arguments, session: Session): Promise<number> {
  if (typed.standardInput(0)) throw usage('standard input is read with --jsonl');
  const shape = shapeOf(typed);
  const format = asTyped(typed);
  const values = await valuesOf(typed, session, shape);
  const connection = connectionOf(typed);
  await unlessEnded(session.signal, requireTopics(connection, [shape.topic]));
  const queue = new SendQueue(() => connection.connectProducer(), NO_METRICS, format && { format });
  try {
    const records = await unlessEnded(session.signal, sendAll(queue, shape, values));
    await report(session, shape, records);
    return EXIT.ok;
  } finally {
    await queue.close();
  }
}

/** Options that mean something to events alone. */
const OF_EVENTS = ['style', 'environment', 'envelope', 'correlation-id', 'session'];

function shapeOf(typed: Arguments): Shape {
  const event = typed.text('event');
  const headers = headersOf(typed.texts('header'));
  if (event !== undefined) {
    const shape = eventShape(event, typed);
    const { topic, correlationId } = shape;
    const record: Shape['record'] = (source, value) => eventRecord(shape, source, value);
    return { topic, record, headers, ...(correlationId !== undefined && { correlationId }) };
  }
  const topic = typed.text('topic');
  if (!topic) throw usage('say where: --event NAME or --topic TOPIC');
  const stray = OF_EVENTS.find((name) => typed.text(name) !== undefined);
  if (stray !== undefined) throw usage(`--${stray} belongs to --event: records of --topic go out as they are`);
  return { topic, record: (_source, value) => ({ topic, key: typed.text('key') ?? null, value }), headers };
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

/** What was given at once is checked before there is a broker. */
async function valuesOf(typed: Arguments, { input }: Session, shape: Shape): Promise<AsyncIterable<Given>> {
  const file = typed.text('file');
  const json = typed.text('json');
  const given = [file, json, typed.flag('jsonl') || undefined].filter((one) => one !== undefined);
  if (given.length !== 1) throw usage('give the records once: --file FILE, --json JSON, or --jsonl for standard input');
  if (typed.flag('jsonl')) return jsonLines(linesOf(input as AsyncIterable<Buffer>, MAX_MESSAGE_BYTES));
  if (json !== undefined) requireJson('--json', json);
  const value = file === undefined ? Buffer.from(json ?? '') : (await readSource(file)).bytes;
  const one = { source: file ?? '--json', value };
  shape.record(one.source, value);
  return only(one);
}

async function* only(given: Given): AsyncGenerator<Given> {
  yield given;
}

/** Ends with an error at the first line that is not JSON; empty lines are no records. */
async function* jsonLines(lines: AsyncIterable<Line>): AsyncGenerator<Given> {
  for await (const { number, bytes } of lines) {
    if (bytes.length === 0) continue;
    const source = `line ${number}`;
    if (bytes.length <= MAX_MESSAGE_BYTES) requireJson(source, bytes.toString('utf8'));
    yield { source, value: bytes };
  }
}

function requireJson(name: string, text: string): void {
  const mistake = jsonMistake(text);
  if (mistake !== null) throw usage(`${name} is not JSON: ${mistake}`);
}

/** How many were acknowledged. What fails ends it; the complaint says how many are on the topic by then. */
async function sendAll(queue: SendQueue, { record, headers }: Shape, values: AsyncIterable<Given>): Promise<number> {
  let sent = 0;
  const send = async ({ source, value }: Given): Promise<void> => {
    const made = record(source, value);
    await queue.send([{ ...made, headers: { ...made.headers, ...headers } }]);
  };
  try {
    for await (const _ of inOrder(values, AT_ONCE, send)) sent += 1;
    return sent;
  } catch (error) {
    const { code, message } = asFailure(error);
    throw new Failure(code, sent === 0 ? message : `${message}; ${counted(sent)} before that went out`);
  }
}

async function report({ json, paint, print }: Session, { topic, correlationId }: Shape, records: number) {
  const belongs = correlationId === undefined ? '' : `, correlation id ${oneLine(correlationId)}`;
  const text = `${paint('green', '✓')} ${counted(records)} published to ${topic}${belongs}`;
  const facts = { topic, records, ...(correlationId !== undefined && { correlation_id: correlationId }) };
  await print(json ? JSON.stringify(facts) : text);
}

function counted(records: number): string {
  return records === 1 ? '1 record' : `${records} records`;
}
