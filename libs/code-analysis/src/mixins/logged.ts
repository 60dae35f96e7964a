import { type CallItem, type Code, lastName } from '#code-model';
import { excerpt } from '../excerpt';
import { receiverOf } from '../names';
import type { Reading } from '../reading';
import type { Sign } from './sign';
import { snakeCase } from './snake-case';

const LEVELS = /^(?:debug|info|warn|warning|error|exception|critical|log|trace)$/;
const LOGS = /log|console/i;
/** What is filled into a text of Python or TypeScript. */
const FILLED_IN = /\$?\{\s*([\w.]+)\s*[}:!]/g;
/** Longer arguments are read up to here. */
const LONGEST_ARGUMENT = 500;

/** Values that go into a log under one of the names, or under a name that ends with it: `db_password`. */
export function logged({ code, survey }: Reading, wanted: readonly string[]): Sign[] {
  return survey.all('call').flatMap(({ item }) => {
    const name = isLog(item) ? namesGiven(item, code).find((path) => isWanted(lastName(path), wanted)) : undefined;
    return name === undefined ? [] : [{ line: survey.lineOf(item), seen: `logs ${excerpt(name)}` }];
  });
}

function isLog({ callee }: CallItem): boolean {
  return callee === 'print' || (LEVELS.test(lastName(callee)) && LOGS.test(lastName(receiverOf(callee))));
}

function namesGiven({ arguments: given }: CallItem, code: Code): string[] {
  return given.flatMap(({ value }) => {
    if (value.kind === 'name') return [value.path];
    if (value.kind !== 'string' || value.text !== undefined) return [];
    return [...code.text(value).slice(0, LONGEST_ARGUMENT).matchAll(FILLED_IN)].map(([, path = '']) => path);
  });
}

function isWanted(name: string, wanted: readonly string[]): boolean {
  const snake = `_${snakeCase(name)}`;
  return wanted.some((word) => snake.endsWith(`_${word}`));
}
