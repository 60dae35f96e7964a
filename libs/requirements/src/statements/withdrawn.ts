import { alternatives, phrases } from '../phrases';
import { STATEMENT_WORDS } from './statement-words';

const { withdrawn } = STATEMENT_WORDS;
const GONE = alternatives(withdrawn.gone);
const EMPTY = alternatives(withdrawn.empty);

/** Nothing but the word, perhaps with when and why: "Withdrawn in 2.0". */
const WHOLE = new RegExp(
  `^[[(*_]{0,3}(?:${EMPTY}|(?:${GONE})(?: (?:in|on|by|as of|since|with|after|see|from|per) [^.]{1,60}|\\s?[-–—(:].{0,80})?)[\\])*_]{0,3}\\.?$`,
  'iu',
);
const TAGGED = new RegExp(`^[[(](?:${GONE})\\b[^\\])]{0,60}[\\])]|[[(](?:${GONE})\\b[^\\])]{0,60}[\\])]\\.?$`, 'iu');
const SHOUTED = new RegExp(`^(?:${alternatives(withdrawn.gone.toUpperCase())})\\b\\s?[:–—-]`, 'u');
const STATUS = phrases(`${withdrawn.gone}, ${withdrawn.statuses}`, { flags: 'iu', boundary: 'opening' });

const NOTHING = new RegExp(`^(?:${EMPTY})?$`, 'iu');

/** Whether a statement says of itself that it does not hold any more, or says nothing at all. */
export function isWithdrawn(text: string): boolean {
  const trimmed = text.trim();
  return WHOLE.test(trimmed) || TAGGED.test(trimmed) || SHOUTED.test(trimmed);
}

/** Whether a status says so: "Rejected", "Won't do". */
export function isWithdrawnStatus(status: string): boolean {
  return STATUS.test(status.trim());
}

/** A cell that stands for nothing. */
export function isEmptyCell(cell: string): boolean {
  return NOTHING.test(cell.trim());
}
