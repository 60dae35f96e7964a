import type { FunctionItem } from '#code-model';
import type { IoKind } from '../libraries';
import type { Reach } from '../outside';
import type { Reading } from '../reading';
import type { Evidence } from './evidence';

/** What the body of a source says of its kind. */
export const BEHAVIOUR = {
  /** Of the first call of a kind; each further kind of system adds as much, up to `ioMost`. */
  io: { database: 1, http: 1, queue: 1, cache: 1, llm: 0.8, process: 0.6, file: 0.3 } satisfies Record<IoKind, number>,
  ioMost: 2.5,
  ioAgain: 0.15,
  ioAgainMost: 1,
  /** Waits for something. */
  awaits: 1.5,
  /** Has public functions, waits for nothing, reaches nothing outside. */
  pure: 1.8,
  /** Waits for nothing, but reaches outside. */
  still: 1.2,
  /** No public function, nothing reached. */
  inert: 0.5,
  /** A function that takes a state and gives one back. */
  fold: 1.2,
  /** A function called `reduce`, `project`, `delta` … */
  foldName: 1,
  /** Is given other handlers or nodes. */
  parts: 0.8,
  partsMost: 2.4,
  /** A function called `orchestrate`, `run_pipeline` … */
  driveName: 1.2,
} as const;

export function addBehaviour(reading: Reading, reaches: readonly Reach[], evidence: Evidence): void {
  const touched = addReaches(reaches, evidence);
  const functions = reading.code.all('function').filter(({ name }) => !name.startsWith('_') || name === '__call__');
  addShape(reading, functions, touched, evidence);
  addFolds(reading, functions, evidence);
  addParts(reading, evidence);
}

/** Returns whether anything is reached. */
function addReaches(reaches: readonly Reach[], evidence: Evidence): boolean {
  const first = new Map<IoKind, Reach>();
  let again = 0;
  for (const reach of reaches) {
    if (reach.io === undefined || !reach.acts) continue;
    if (first.has(reach.io)) again += 1;
    else first.set(reach.io, reach);
  }
  let left: number = BEHAVIOUR.ioMost;
  for (const [io, { by, line, confidence }] of first) {
    const weight = Math.min(left, BEHAVIOUR.io[io] * confidence);
    left -= weight;
    evidence.add('calls', 'effect', weight, line, `${io}: ${by}`);
  }
  const more = Math.min(BEHAVIOUR.ioAgainMost, again * BEHAVIOUR.ioAgain);
  evidence.add('calls', 'effect', more, 1, `${again} more calls that reach outside`);
  return first.size > 0;
}

/** A function may be `async` only because its protocol is: what counts is whether anything is waited for. */
function addShape(
  { survey, code }: Reading,
  functions: readonly FunctionItem[],
  touched: boolean,
  evidence: Evidence,
): void {
  const [waits] = code.all('await');
  const line = survey.lineOf(functions[0] ?? code.module);
  if (waits !== undefined)
    evidence.add('shape', 'effect', BEHAVIOUR.awaits, survey.lineOf(waits), 'waits for something');
  else if (touched) evidence.add('shape', 'compute', BEHAVIOUR.still, line, 'waits for nothing');
  else if (functions.length > 0)
    evidence.add('shape', 'compute', BEHAVIOUR.pure, line, 'waits for nothing and reaches nothing outside');
  else evidence.add('shape', 'compute', BEHAVIOUR.inert, line, 'runs nothing');
}

const FOLD_NAME = /^(?:reduce|fold|delta|project|accumulate|apply_event|upsert|materialize|transition)(?:_|$)/;
const DRIVE_NAME =
  /^(?:orchestrate|coordinate|dispatch|run_pipeline|run_workflow|run_phase|advance|drive)(?:_|$)|_orchestrate$/;

function addFolds({ survey }: Reading, functions: readonly FunctionItem[], evidence: Evidence): void {
  const fold = functions.find(isFold);
  if (fold !== undefined)
    evidence.add('shape', 'reducer', BEHAVIOUR.fold, survey.lineOf(fold), `${fold.name}: state in, state out`);
  const folding = functions.find(({ name }) => FOLD_NAME.test(name));
  if (folding !== undefined) evidence.add('shape', 'reducer', BEHAVIOUR.foldName, survey.lineOf(folding), folding.name);
  const driving = functions.find(({ name }) => DRIVE_NAME.test(name));
  if (driving !== undefined)
    evidence.add('shape', 'orchestrator', BEHAVIOUR.driveName, survey.lineOf(driving), driving.name);
}

/** `apply(state: S, event) -> S`. */
function isFold({ parameters, returns = '' }: FunctionItem): boolean {
  return parameters.some(
    ({ name, annotation }) =>
      /state$/i.test(name) && annotation !== undefined && annotation.length < 100 && returns.includes(annotation),
  );
}

const PART =
  /(?:^|_)(?:handlers?|nodes?|dispatch(?:er)?|sub_?handlers?|orchestrator|workflow|reducer|effect|compute)$/i;

function addParts({ survey }: Reading, evidence: Evidence): void {
  for (const { item, owner } of survey.functions) {
    if (item.kind !== 'function' || item.name !== '__init__' || owner === undefined) continue;
    const parts = item.parameters.filter(({ name }) => PART.test(name));
    if (parts.length < 2) continue;
    const weight = Math.min(BEHAVIOUR.partsMost, BEHAVIOUR.parts * parts.length);
    return evidence.add(
      'shape',
      'orchestrator',
      weight,
      survey.lineOf(item),
      `is given ${parts.map(({ name }) => name).join(', ')}`,
    );
  }
}
