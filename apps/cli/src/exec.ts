import { definitionOf, HOME_STYLES, MAX_MESSAGE_BYTES, type JsonObject } from '#contracts';
import { answerLine, type AnsweredLine } from './answer-line';
import { isNo } from './answers';
import type { Arguments } from './arguments';
import { EXIT, usage } from './failure';
import { inOrder } from './in-order';
import { JOB_OPERATIONS, startIntelligence, type JobOperation } from './intelligence';
import { linesOf, type Line } from './lines';
import { readPayload } from './payload';
import { unlessEnded, type Session } from './session';
import { showReply, type ShownReply } from './show-reply';
import { listed } from './vocabulary';
import { workersOf } from './workers';

/** Lines in work for each thread: enough to keep it busy while the results before are written. */
const LINES_AT_ONCE = 8;

/** For its help. */
export const EXEC_WORDS = listed('Operations', JOB_OPERATIONS);

/** `omni exec`: the worker's own answers, in this process. */
export async function exec(typed: Arguments, session: Session): Promise<number> {
  const operation = typed.verb(JOB_OPERATIONS);
  const style = typed.choice('style', HOME_STYLES, 'underscored');
  const workers = workersOf(typed);
  const many = typed.flag('jsonl');
  const lines = many ? manyLines(typed, session) : await oneLine(typed, session);
  const { ask, close } = startIntelligence(workers);
  try {
    const answers = inOrder(lines, workers * LINES_AT_ONCE, (line) => answerLine(line, operation, style, ask));
    const work = many
      ? answerAll(operation, answers, session)
      : answerOne(operation, answers, typed.flag('verbose'), session);
    return await unlessEnded(session.signal, work);
  } finally {
    await close();
  }
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

type Answers = AsyncIterable<AnsweredLine>;

async function answerOne(
  operation: JobOperation,
  answers: Answers,
  verbose: boolean,
  session: Session,
): Promise<number> {
  let code: number = EXIT.ok;
  for await (const line of answers) {
    await session.print(session.json ? line.text : showReply({ ...asReply(operation, line), verbose }, session.paint));
    if (saysNo(operation, line)) code = EXIT.no;
  }
  return code;
}

async function answerAll(operation: JobOperation, answers: Answers, session: Session): Promise<number> {
  const count = { all: 0, no: 0, refused: 0 };
  for await (const line of answers) {
    await session.print(line.text);
    count.all += 1;
    if (line.outcome.kind === 'refusal') count.refused += 1;
    else if (saysNo(operation, line)) count.no += 1;
  }
  if (!session.json) session.note(summary(operation, count));
  return count.no + count.refused === 0 ? EXIT.ok : EXIT.no;
}

function saysNo(operation: JobOperation, { outcome }: AnsweredLine): boolean {
  return (
    outcome.kind === 'refusal' || isNo(definitionOf(operation).view, outcome.result as unknown as JsonObject, null)
  );
}

interface Count {
  readonly all: number;
  readonly no: number;
  readonly refused: number;
}

function summary(operation: JobOperation, { all, no, refused }: Count): string {
  const answered = all - refused;
  const { yes, verdict } = definitionOf(operation).view;
  const verdicts = yes === undefined ? `${answered} answered` : `${answered - no} ${verdict.yes}, ${no} ${verdict.no}`;
  return `${all} lines: ${verdicts}, ${refused} refused`;
}

function asReply(
  operation: JobOperation,
  { text, outcome, correlationId, elapsedMs }: AnsweredLine,
): Omit<ShownReply, 'verbose'> {
  const error = outcome.kind === 'refusal' ? outcome.refusal : null;
  return {
    operation: definitionOf(operation),
    correlationId,
    payload: JSON.parse(text) as JsonObject,
    error,
    elapsedMs,
  };
}
