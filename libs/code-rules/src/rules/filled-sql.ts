import { around, type AssignItem, type Code, type Diagnostic, type StringItem } from '#code-model';
import type { Finding, Subject } from '../rule';
import { isSql } from './sql';

/** SQL into which values are filled, beside what ruff finds: tagged templates bind, and constants in capitals are no values. */
export function* filledSql({ code }: Subject): Iterable<Finding> {
  const statements = code.all('string').filter(({ docstring, text }) => !docstring && isSql(text));
  if (statements.length === 0) return;
  if (code.language !== 'python') {
    for (const item of statements) {
      if (item.interpolated ? fillings(item, code).some(isValue) : isJoined(item, code)) {
        yield { at: item, message: 'Values are filled into an SQL statement' };
      }
    }
  }
  yield* prolonged(statements, code);
}

const MESSAGE = 'Values are put behind an SQL statement';

/** `sql += name`, where `sql` is a statement. */
function* prolonged(statements: readonly StringItem[], code: Code): Iterable<Finding> {
  const first = new Set(statements.map(({ start }) => start));
  const assigned = code.all('assign');
  const begun = assigned.filter(({ value }) => value !== undefined && first.has(value.start));
  for (const item of assigned) {
    const [name = ''] = item.targets;
    if (item.value === undefined || !addsTo(name, item, code) || !addsValue(item, name, code)) continue;
    const scope = around(item, 'function');
    const isStatement = begun.some((one) => one.targets[0] === name && around(one, 'function') === scope);
    if (isStatement) yield { at: item, message: MESSAGE, detail: 'prolonged' };
  }
}

/** `sql += …` and `sql = sql + …`. */
function addsTo(name: string, { operator, value }: AssignItem, { source }: Code): boolean {
  if (operator === '+=') return true;
  const start = value?.start ?? 0;
  return (
    operator === '=' &&
    source.startsWith(name, start) &&
    /^\s*\+/.test(source.slice(start + name.length, start + name.length + 20))
  );
}

function addsValue({ value }: AssignItem, name: string, code: Code): boolean {
  const text = code.source.slice(value?.start ?? 0, Math.min(value?.end ?? 0, (value?.start ?? 0) + LONGEST));
  const added = withoutTexts(text, code.language === 'python').replace(name, '');
  const words = added.match(NAME) ?? [];
  return words.some((word) => isValue(word) && !isPlaceholders(word, code)) && !/\bjoin\b/.test(added);
}

const NAME = /[A-Za-z_$][\w$]*(?:\??\.[\w$]+)*/g;

/** What is left of an expression when its texts are taken out, and what they are filled with is kept. */
function withoutTexts(text: string, isPython: boolean): string {
  return text.replace(
    /([fF]?)("(?:[^"\\]|\\[^])*"|'(?:[^'\\]|\\[^])*'|`(?:[^`\\]|\\[^])*`)/g,
    (_, f: string, quoted: string) => {
      const isFilled = isPython ? f !== '' : quoted.startsWith('`');
      return isFilled ? (quoted.match(/\{[^{}]*\}/g) ?? []).join(' ') : ' ';
    },
  );
}

const LONGEST = 4000;
const TEXT = /^\s*\+\s*(?:"(?:[^"\\\n]|\\[^])*"|'(?:[^'\\\n]|\\[^])*')/;
const OPERAND = /^\s*\+\s*\(?\s*([A-Za-z_$][\w$]*(?:\??\.[\w$]+)*)(\()?/;

/** Whether a value is added to a text, after more text or at once. */
function isJoined({ end }: StringItem, { source }: Code): boolean {
  let rest = source.slice(end, end + LONGEST);
  for (let text = TEXT.exec(rest); text !== null; text = TEXT.exec(rest)) rest = rest.slice(text[0].length);
  const [, operand, called] = OPERAND.exec(rest) ?? [];
  return operand !== undefined && (isValue(operand) || (called !== undefined && !PART.test(operand)));
}

const FILLING = /\$\{([^{}]*)\}/g;

function fillings({ start, end }: StringItem, { source }: Code): string[] {
  return [...source.slice(start, Math.min(end, start + LONGEST)).matchAll(FILLING)].map(([, inside = '']) =>
    inside.trim(),
  );
}

/** Something that is looked up in an input or a member, or a variable by a name that says no part of a statement. */
function isValue(filling: string): boolean {
  return /^[a-z_$][\w$]*(?:\??\.[\w$]+)*$/.test(filling) && !PART.test(filling);
}

const PART =
  /(?:column|clause|condition|field|filter|from|join|limit|order|param|placeholder|predicate|schema|select|sql|table|where)/i;

/** `", ".join("?" …)`, `"?, " * n`, `["%s"] * n`: marks to which values are bound. */
const MARKS =
  /^\(?\s*(?:["'][\s,]*["']\s*\.join\(\s*[[(]?\s*)?f?["'][\s,(]*(?:\?|%s|%\(\w+\)s|:\w+|\$\{?\w*\}?)[\s,)]*["']/;

function isMarks(expression: string): boolean {
  return MARKS.test(expression) && !/^\(?\s*f?["'][^"']*["']\s*\)?$/.test(expression.trim());
}

/** Whether a variable holds nothing but marks, wherever it is assigned. */
function isPlaceholders(name: string, code: Code): boolean {
  const values = code
    .all('assign')
    .filter(({ targets }) => targets.includes(name))
    .map(({ value }) => value);
  if (values.length === 0) return false;
  return values.every((value) => value !== undefined && isMarks(code.source.slice(value.start, value.end)));
}

/**
 * Whether what ruff takes for SQL is a statement into which values are filled. It reads in any case, so it takes `Select a
 * plant from the list` for one, and it knows no marks.
 */
export function isFilledStatement(found: Diagnostic, { code }: Subject): boolean {
  if (found.rule !== 'S608') return true;
  const { start, end } = code.span(found);
  const texts = code.all('string').filter((item) => item.start >= start && item.end <= end);
  const statement = texts.map(({ text }) => text).join('');
  if (texts.length > 0 && !isSql(statement)) return false;
  const [only, ...others] = texts.filter(({ interpolated }) => interpolated);
  if (others.length > 0) return true;
  const filled = only === undefined ? namesBeside(code.source.slice(start, end)) : fillingsOfPython(only, code);
  return filled.length === 0 || !filled.every((inside) => isMarks(inside) || isPlaceholders(inside, code));
}

/** What `"…" % names` and `"…".format(names)` fill in. */
function namesBeside(expression: string): string[] {
  const given = /(?:\.format\(|%)\s*\(?([\w\s,.]+)\)?\s*$/.exec(withoutTexts(expression, true))?.[1] ?? '';
  return given
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
}

function fillingsOfPython({ start, end }: StringItem, { source }: Code): string[] {
  const text = source.slice(start, Math.min(end, start + LONGEST));
  return [...text.matchAll(/\{([^{}]*)\}/g)].map(([, inside = '']) => inside.trim());
}
