import type { AssignItem, CallItem, Item, StringItem } from '#code-model';
import type { Access, Reach } from './outside';
import type { Reading } from './reading';
import type { Scope } from './survey';
import { textsOf } from './texts';

const ENVIRON = /^os\.environ$|^process\.env$|^import\.meta\.env$/;
const MEMBER = /^(?:process|import\.meta)\.env\.(\w+)$/;
const CALL = /^os\.(?:getenv|environ\.(?:get|setdefault|pop)|putenv)$/;
const PATH_AT_END = /[\w.]+$/;
const MAX_NAME = 128;
const MAX_PATH = 60;

/** The environment variables a source reads and sets by name. */
export function environmentOf(reading: Reading): Reach[] {
  const { survey } = reading;
  const reaches: Reach[] = [];
  const add = (name: string, item: Item, scope: Scope, by: string, access: Access): void => {
    if (name === '' || name.length > MAX_NAME) return;
    const at = { scope, start: item.start, line: survey.lineOf(item) };
    reaches.push({ ...at, kind: 'env_variable', io: undefined, name, access, by, acts: true, confidence: 1 });
  };
  for (const { item, scope } of survey.all('call'))
    add(calledFor(reading, item, scope), item, scope, item.callee, 'reads');
  for (const { item, scope } of survey.all('member')) {
    add(MEMBER.exec(item.path)?.[1] ?? '', item, scope, item.path, 'reads');
  }
  for (const { item, scope } of survey.all('assign')) {
    for (const name of takenApart(reading, item)) add(name, item, scope, item.value?.path ?? '', 'reads');
  }
  for (const { item, scope } of survey.all('string')) {
    const by = subscripted(reading, item);
    if (by !== undefined) add(item.text, item, scope, by, isSet(item) ? 'writes' : 'reads');
  }
  return reaches;
}

function calledFor(reading: Reading, call: CallItem, scope: Scope): string {
  const [first] = call.arguments;
  if (first === undefined || !CALL.test(reading.names.full(call.callee))) return '';
  return textsOf(reading, call, first, scope)[0] ?? '';
}

const PATTERN = /\{([^{}]*)\}[^{}]*$/;
const KEY = /^\s*(?:(\w+)|["'](\w+)["'])\s*(?:[:=]|$)/;
const MAX_PATTERN = 2_000;

/** The variables that `const { A, B: b = "1" } = process.env` takes out of the environment. */
function takenApart({ code, names }: Reading, { start, value }: AssignItem): readonly string[] {
  if (value === undefined || !ENVIRON.test(names.full(value.path))) return [];
  const inside = PATTERN.exec(code.source.slice(Math.max(start, value.start - MAX_PATTERN), value.start))?.[1] ?? '';
  return inside.split(',').flatMap((entry) => {
    const [, plain, quoted] = KEY.exec(entry) ?? [];
    return plain ?? quoted ?? [];
  });
}

/** The environment that a string is the key in: what stands before its bracket. */
function subscripted({ code, names }: Reading, { start, interpolated, docstring }: StringItem): string | undefined {
  if (interpolated || docstring || code.source[start - 1] !== '[') return undefined;
  const path = PATH_AT_END.exec(code.source.slice(Math.max(0, start - MAX_PATH), start - 1))?.[0] ?? '';
  return ENVIRON.test(names.full(path)) ? path : undefined;
}

/** `os.environ["A"] = …`. */
function isSet({ parent, end }: StringItem): boolean {
  return parent?.kind === 'assign' && parent.value !== undefined && end < parent.value.start;
}
