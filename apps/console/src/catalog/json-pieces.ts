const WIDTH = 84;
/** Members shown before and after the one at fault. */
const AROUND = 2;

interface Place {
  readonly pointer: string;
  readonly indent: number;
  /** Where on its line it begins. */
  readonly column: number;
}

/** A piece of the text; the value at fault is marked. */
export interface Piece {
  readonly text: string;
  readonly marked: boolean;
}

/** JSON for readers and for copying: what fits on a line stays on it. With a fault, what lies elsewhere is cut short. */
export function jsonPieces(value: unknown, fault = ''): readonly Piece[] {
  return print(value, { pointer: '', indent: 0, column: 0 }, fault);
}

export function jsonText(value: unknown): string {
  return jsonPieces(value)
    .map(({ text }) => text)
    .join('');
}

function plain(text: string): Piece {
  return { text, marked: false };
}

function print(value: unknown, place: Place, fault: string): readonly Piece[] {
  const { pointer } = place;
  const isOff = fault !== '' && pointer !== '' && !`${fault}/`.startsWith(`${pointer}/`);
  if (holdsMembers(value)) {
    if (isOff) return [plain(Array.isArray(value) ? '[…]' : '{…}')];
    return printMembers(value, place, fault);
  }
  const text = JSON.stringify(value) ?? 'undefined';
  const shown = isOff && text.length > 50 ? `${text.slice(0, 48)}…"` : text;
  return [{ text: shown, marked: fault !== '' && pointer === fault }];
}

function printMembers(value: object, { pointer, indent, column }: Place, fault: string): readonly Piece[] {
  const isList = Array.isArray(value);
  const long = indent === 0 || column + JSON.stringify(value).length > WIDTH;
  const gap = long ? `\n${' '.repeat(indent + 2)}` : ' ';
  const edge = isList && !long ? '' : gap;
  const members = near(Object.entries(value), pointer, fault).flatMap((member, index): readonly Piece[] => {
    const before = plain(index === 0 ? edge : `,${gap}`);
    if (member === '…') return [before, plain('…')];
    const [name, inner] = member;
    const label = isList ? '' : `${JSON.stringify(name)}: `;
    const inside = { pointer: `${pointer}/${escapeStep(name)}`, indent: indent + 2, column: indent + 2 + label.length };
    return [before, plain(label), ...print(inner, inside, fault)];
  });
  const [open, close] = isList ? ['[', ']'] : ['{', '}'];
  return [plain(open), ...members, plain(`${long ? `\n${' '.repeat(indent)}` : edge}${close}`)];
}

/** The members around the one on the way to the fault, where one is. */
function near(
  members: readonly [string, unknown][],
  pointer: string,
  fault: string,
): readonly ([string, unknown] | '…')[] {
  const at = members.findIndex(([name]) => `${fault}/`.startsWith(`${pointer}/${escapeStep(name)}/`));
  if (fault === '' || at === -1) return members;
  const shown = members.slice(Math.max(0, at - AROUND), at + AROUND + 1);
  return [
    ...(at > AROUND ? ['…' as const] : []),
    ...shown,
    ...(at + AROUND + 1 < members.length ? ['…' as const] : []),
  ];
}

function holdsMembers(value: unknown): value is object {
  return typeof value === 'object' && value !== null && Object.keys(value).length > 0;
}

/** RFC 6901. */
function escapeStep(name: string): string {
  return name.replaceAll('~', '~0').replaceAll('/', '~1');
}
