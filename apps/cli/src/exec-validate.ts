import { availableParallelism } from 'node:os';
import { HOME_STYLES, MAX_MESSAGE_BYTES, type JsonObject, type TopicStyle } from '#contracts';
import type { Arguments } from './arguments';
import { answerLine, type AnsweredLine, type Validate } from './answer-line';
import { EXIT, usage } from './failure';
import { inOrder } from './in-order';
import { linesOf, type Line } from './lines';
import { readPayload } from './payload';
import { unlessEnded, type Session } from './session';
import { showReply, type ShownReply } from './show-reply';
import { startValidation } from './validation';

/** Lines in work for each thread: enough to keep it busy while the results before are written. */
const LINES_AT_ONCE = 8;

/** `omni exec validate`: the worker's own answer, in this process. */
export async function execValidate(typed: Arguments, session: Session): Promise<number> {
  typed.verb(['validate']);
  const style = typed.choice('style', HOME_STYLES, 'underscored');
  const workers = typed.count('workers') ?? Math.min(4, availableParallelism());
  if (workers > 64) throw usage('--workers must be at most 64');
  const lines = typed.flag('jsonl') ? manyLines(typed, session) : await oneLine(typed, session);
  const validation = startValidation(workers);
  try {
    const work = typed.flag('jsonl') ? answerAll : answerOne;
    return await unlessEnded(
      session.signal,
      work(inOrder(lines, workers * LINES_AT_ONCE, answerTo(style, validation.validate)), session),
    );
  } finally {
    await validation.close();
  }
}

function answerTo(style: TopicStyle, validate: Validate): (line: Line) => Promise<AnsweredLine> {
  return (line) => answerLine(line, style, validate);
}

function manyLines(typed: Arguments, { input }: Session): AsyncIterable<Line> {
  if (typed.standardInput(1) || typed.text('file') !== undefined || typed.text('json') !== undefined) {
    throw usage('--jsonl reads standard input; --file, --json and - give one payload');
  }
  return linesOf(input as AsyncIterable<Buffer>, MAX_MESSAGE_BYTES);
}

async function oneLine(typed: Arguments, session: Session): Promise<AsyncIterable<Line>> {
  const bytes = Buffer.from(JSON.stringify(await readPayload(typed, 1, session)));
  return (async function* () {
    yield { number: 1, bytes };
  })();
}

async function answerOne(answers: AsyncIterable<AnsweredLine>, session: Session): Promise<number> {
  let code: number = EXIT.ok;
  for await (const line of answers) {
    await session.print(session.json ? line.text : showReply(asReply(line), session.paint));
    if (!saysYes(line)) code = EXIT.no;
  }
  return code;
}

async function answerAll(answers: AsyncIterable<AnsweredLine>, session: Session): Promise<number> {
  const count = { all: 0, valid: 0, refused: 0 };
  for await (const line of answers) {
    await session.print(line.text);
    count.all += 1;
    if (saysYes(line)) count.valid += 1;
    if (line.outcome.kind === 'refusal') count.refused += 1;
  }
  const { all, valid, refused } = count;
  if (!session.json)
    session.note(`${all} lines: ${valid} valid, ${all - valid - refused} not valid, ${refused} refused`);
  return valid === all ? EXIT.ok : EXIT.no;
}

function saysYes({ outcome }: AnsweredLine): boolean {
  return outcome.kind === 'answer' && outcome.result.is_valid;
}

function asReply({ text, outcome, correlationId, elapsedMs }: AnsweredLine): ShownReply {
  return {
    operation: 'validate',
    correlationId,
    payload: JSON.parse(text) as JsonObject,
    error: outcome.kind === 'refusal' ? outcome.refusal : null,
    elapsedMs,
  };
}
