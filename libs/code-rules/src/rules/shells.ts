import type { CallItem } from '#code-model';

/** An argument, or an element of a list of arguments, as it is written. */
interface Word {
  /** Contents of a literal without interpolation. */
  readonly literal: string | undefined;
}

const SHELL = /^(?:\S*[\\/])?(?:sh|bash|zsh|dash|ksh|ash|fish|cmd|powershell|pwsh)(?:\.exe)?$/i;
const COMMAND_FLAG = /^(?:-[a-z]*c|\/[ck]|-command|-encodedcommand)$/i;
const LONGEST = 2_000;

/** Whether the words of a call start a shell with a command that is not written out: `["sh", "-c", command]`. */
export function startsShell(call: CallItem, source: string): boolean {
  const words = wordsOf(call, source);
  const shell = words.findIndex(({ literal }) => literal !== undefined && SHELL.test(literal));
  if (shell < 0) return false;
  const flag = words.findIndex(({ literal }, at) => at > shell && literal !== undefined && COMMAND_FLAG.test(literal));
  const command = flag < 0 ? undefined : words[flag + 1];
  return command !== undefined && command.literal === undefined;
}

function wordsOf({ arguments: given }: CallItem, source: string): readonly Word[] {
  return given.flatMap(({ value, spread }) => {
    const text = source.slice(value.start, Math.min(value.end, value.start + LONGEST));
    if (spread) return [];
    const isList = value.kind === 'list' || value.kind === 'tuple' || /^[[(]/.test(text);
    if (isList) return elementsOf(text.slice(1, -1)).map(wordOf);
    return value.kind === 'dict' ? elementsOf(text.slice(1, -1)).flatMap(listIn) : [wordOf(text)];
  });
}

/** `args: ["-c", command]` of options. */
function listIn(member: string): readonly Word[] {
  const list = /^args\s*:\s*\[([^]*)\]$/.exec(member)?.[1];
  return list === undefined ? [] : elementsOf(list).map(wordOf);
}

function wordOf(text: string): Word {
  const [, quote, inside] = /^(["'`])([^]*)\1$/.exec(text) ?? [];
  const isLiteral = inside !== undefined && !inside.includes(quote ?? '') && !(quote === '`' && inside.includes('${'));
  return { literal: isLiteral ? inside : undefined };
}

const PIECE = /"(?:[^"\\]|\\[^])*"|'(?:[^'\\]|\\[^])*'|`(?:[^`\\]|\\[^])*`|[([{]|[)\]}]|,|[^"'`()[\]{},]+/g;

/** Divided at its outermost commas. */
function elementsOf(text: string): string[] {
  const elements = [''];
  let depth = 0;
  for (const [piece] of text.matchAll(PIECE)) {
    if (/^[([{]$/.test(piece)) depth += 1;
    if (/^[)\]}]$/.test(piece)) depth -= 1;
    if (piece === ',' && depth === 0) elements.push('');
    else elements.push(elements.pop() + piece);
  }
  return elements.map((element) => element.trim()).filter((element) => element !== '');
}
