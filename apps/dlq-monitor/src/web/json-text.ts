import { content, html, type Html } from './html';

const WIDTH = 84;

/** Members shown before and after the one at fault. */
const AROUND = 2;

/** A member, or the place of those left out. */
type Shown = readonly [name: string, member: unknown] | '…';

interface Spot {
  readonly pointer: string;
  readonly indent: number;
  /** Where on its line it begins. */
  readonly column: number;
}

const ROOT: Spot = { pointer: '', indent: 0, column: 0 };

interface Printing {
  /** JSON pointer of the value to mark; `''` marks nothing, and so does one of a list or object with members. */
  readonly fault: string;
  /** Whether what does not lie on the way to the fault is cut short. */
  readonly brief: boolean;
}

/** JSON for readers and for copying: what fits on a line stays on it. */
export function jsonText(value: unknown): Html {
  return print(value, ROOT, { fault: '', brief: false });
}

/** The same for a payload at fault: the value at that JSON pointer is marked, what is beside it is cut short. */
export function faultText(value: unknown, fault: string): Html {
  return print(value, ROOT, { fault, brief: true });
}

function print(value: unknown, spot: Spot, printing: Printing): Html {
  const { fault, brief } = printing;
  const cut = brief && spot.pointer !== '' && !`${fault}/`.startsWith(`${spot.pointer}/`);
  if (holdsMembers(value)) {
    return cut ? html`${Array.isArray(value) ? '[…]' : '{…}'}` : printMembers(value, spot, printing);
  }
  const text = scalar(value, cut);
  return fault !== '' && spot.pointer === fault ? html`<mark>${text}</mark>` : text;
}

function scalar(value: unknown, cut: boolean): Html {
  const text = JSON.stringify(value) ?? 'undefined';
  return content(cut && text.length > 50 ? `${text.slice(0, 48)}…"` : text);
}

function printMembers(value: object, { pointer, indent, column }: Spot, printing: Printing): Html {
  const isList = Array.isArray(value);
  const members = near(Object.entries(value), pointer, printing).map((shown) => {
    if (shown === '…') return html`${shown}`;
    const [name, member] = shown;
    const label = isList ? '' : `${JSON.stringify(name)}: `;
    const inside = { indent: indent + 2, column: indent + 2 + label.length };
    return html`${content(label)}${print(member, { pointer: `${pointer}/${escapeStep(name)}`, ...inside }, printing)}`;
  });
  const long = indent === 0 || column + JSON.stringify(value).length > WIDTH;
  const gap = long ? `\n${' '.repeat(indent + 2)}` : ' ';
  const edge = isList && !long ? '' : gap;
  const joined = members.map((member, index) => html`${index === 0 ? edge : `,${gap}`}${member}`);
  const [open, close] = isList ? ['[', ']'] : ['{', '}'];
  return html`${open}${joined}${long ? `\n${' '.repeat(indent)}` : edge}${close}`;
}

/** The members around the one on the way to the fault, where one is. */
function near(members: [string, unknown][], pointer: string, { fault, brief }: Printing): readonly Shown[] {
  const at = members.findIndex(([name]) => `${fault}/`.startsWith(`${pointer}/${escapeStep(name)}/`));
  if (!brief || at === -1) return members;
  const shown = members.slice(Math.max(0, at - AROUND), at + AROUND + 1);
  const before = at > AROUND ? ['…' as const] : [];
  const after = at + AROUND + 1 < members.length ? ['…' as const] : [];
  return [...before, ...shown, ...after];
}

function holdsMembers(value: unknown): value is object {
  return typeof value === 'object' && value !== null && Object.keys(value).length > 0;
}

/** RFC 6901. */
function escapeStep(name: string): string {
  return name.replaceAll('~', '~0').replaceAll('/', '~1');
}
