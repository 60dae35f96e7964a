import type { CallItem, StringItem } from '../../code/items';
import type { Finding, Subject } from '../rule';
import { knownCalls } from './calls';
import { isSql } from './sql';

const SHELLS = /^child_process\.exec(?:Sync)?$/;
const PROGRAMS = /^child_process\.(?:spawn|execFile)(?:Sync)?$/;
const MACHINES = /^vm\.(?:Script|compileFunction|runIn(?:New|This)?Context)$/;

/** Where TypeScript runs data as code; ruff looks after Python. */
export function* runAsCode(subject: Subject): Iterable<Finding> {
  if (subject.code.language === 'python') return;
  for (const { call, path } of knownCalls(subject)) {
    const [first] = call.arguments;
    const isFixed = first === undefined || first.value.text !== undefined;
    if (SHELLS.test(path) && !isFixed) {
      const isMade = first.value.kind === 'string' || first.value.kind === 'other';
      const message = `\`${path}\` gives a shell a command that is not written out`;
      yield { at: call, message, detail: 'shell', ...(!isMade && { severity: 'warning' }) };
    } else if (PROGRAMS.test(path) && asksForShell(call)) {
      yield {
        at: call,
        message: `\`${path}\` starts a shell`,
        detail: 'shell',
        ...(isFixed && { severity: 'warning' }),
      };
    } else if (MACHINES.test(path) && !isFixed) {
      yield { at: call, message: `\`${path}\` runs a text as code`, detail: 'code', severity: 'warning' };
    }
  }
}

/** `true` has one letter less than `false`. */
function asksForShell({ arguments: given }: CallItem): boolean {
  return given.some(({ name, value }) => {
    if (name !== 'shell') return false;
    return value.kind === 'string' || (value.kind === 'boolean' && value.end - value.start === 'true'.length);
  });
}

/** SQL of TypeScript into which values are filled; tagged templates bind them, and constants in capitals are no values. */
export function* filledSql({ code }: Subject): Iterable<Finding> {
  if (code.language === 'python') return;
  for (const item of code.all('string')) {
    if (item.interpolated && isSql(item.text) && fillings(item, code.source).some(isValue)) {
      yield { at: item, message: 'Values are filled into an SQL statement' };
    }
  }
}

const FILLING = /\$\{([^{}]*)\}/g;
const LONGEST = 4000;

function fillings({ start, end }: StringItem, source: string): string[] {
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
