import { type Code, lastName, type StringItem, type Value } from '#code-model';

/** A text and the name it is given to. */
export interface Named {
  readonly name: string;
  readonly value: Pick<Value, 'start' | 'end'> & { readonly text?: string };
  /** As a member beside others, which may describe and not hold: `{"password": "string"}`. */
  readonly isMember?: boolean;
}

/** Every text that is given to a name: by assignment, as an argument, as a default, as a member, as a fallback. */
export function* namedTexts(code: Code): Iterable<Named> {
  for (const { targets, value } of code.all('assign')) {
    const name = lastName(targets[0] ?? '');
    if (value?.kind === 'string') yield { name, value };
    else if (value?.kind === 'call' && WRAPPERS.test(value.path)) yield* wrapped(name, value, code);
  }
  for (const { callee, arguments: given } of code.all('call')) {
    for (const { name, value } of given) if (name !== '' && value.kind === 'string') yield { name, value };
    const [key, fallback] = given;
    const other = fallback?.name === '' || fallback?.name === 'default' ? fallback.value : undefined;
    if (LOOKUPS.test(callee) && key?.value.text !== undefined && other?.kind === 'string') {
      yield { name: key.value.text, value: other };
    }
  }
  for (const { parameters } of code.all('function')) {
    for (const { name, default: value } of parameters) if (value?.kind === 'string') yield { name, value };
  }
  for (const item of code.all('string')) {
    const name = item.docstring || item.interpolated ? undefined : nameBefore(item, code);
    if (name !== undefined) yield { name, value: item, isMember: true };
  }
}

/** What makes something else of a text, and the text is what it was. */
const WRAPPERS =
  /(?:^|\.)(?:Secret|SecretStr|SecretBytes|SecretValue|Field|field|str|bytes|String|Buffer\.from)(?:\(\))?$/;
/** What is asked for a value by name, and answers with its second argument. */
const LOOKUPS = /(?:^|\.)(?:get|getenv|get_env|env|str|config|setdefault|getOrDefault)$/;

/** The first text that a call of a wrapper is given, or its default. */
function* wrapped(name: string, { start, end }: Value, code: Code): Iterable<Named> {
  const call = code.all('call').find((item) => item.start === start && item.end === end);
  const given = call?.arguments.find((argument) => argument.name === '' || argument.name === 'default');
  if (given?.value.kind === 'string') yield { name, value: given.value };
}

const REACH = 120;
const PYTHON_PLACES: readonly RegExp[] = [
  /[{,]\s*["']([\w -]+)["']\s*:\s*$/,
  /\[\s*["']([\w -]+)["']\s*\]\s*=\s*$/,
  /(?:environ\.get|getenv)\(\s*["'](\w+)["']\s*\)\s*or\s*$/,
  /[{,]\s*["']([\w -]+)["']\s*:\s*Secret\w*\(\s*$/,
];
const SCRIPT_PLACES: readonly RegExp[] = [
  /[{,]\s*["']?([\w$-]+)["']?\s*:\s*$/,
  /\[\s*["'`]([\w$ -]+)["'`]\s*\]\s*=\s*$/,
  /\benv(?:\.([\w$]+)|\[\s*["'`]([\w$]+)["'`]\s*\])\s*(?:\?\?|\|\|)\s*$/,
  /\b(?:const|let|var)\s+([\w$]+)(?:\s*:[^=;]+)?\s*=\s*[\w$.?]+\s*(?:\?\?|\|\|)\s*$/,
];

/** The key, index or variable of the environment that stands before a text in its own expression. */
function nameBefore({ start }: StringItem, { source, language }: Code): string | undefined {
  const before = source.slice(Math.max(0, start - REACH), start);
  for (const place of language === 'python' ? PYTHON_PLACES : SCRIPT_PLACES) {
    const [, name, other] = place.exec(before) ?? [];
    if (name !== undefined || other !== undefined) return name ?? other;
  }
  return undefined;
}

/** `dbPassword` as `db_password`; `api-key` as `api_key`. */
export function inSnakeCase(name: string): string {
  return name
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replace(/[-\s]+/g, '_')
    .replace(/^["'\s]+|["'\s]+$/g, '');
}
