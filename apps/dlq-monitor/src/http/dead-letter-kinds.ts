import { ADDRESSEES, DECISION_VERBS, REASONS, STATUSES } from '#dead-letters';
import { choiceKind, listKind, patternKind, textKind, uuidKind, type Kind } from '#http';

export const CODE = textKind(200);
export const CORRELATION_ID = textKind(1_024);
export const GROUP = uuidKind('a group of dead letters');
export const STATUS = choiceKind(STATUSES);
export const DEAD_LETTER_REASON = choiceKind(REASONS);
export const ADDRESSEE = choiceKind(ADDRESSEES);
export const VERB = choiceKind(DECISION_VERBS);

const DIGITS = patternKind('the id of a dead letter: 1 to 18 digits', /^[0-9]{1,18}$/);

/** Without leading zeros. */
export const ID: Kind<string> = {
  ...DIGITS,
  read: (value) => {
    const digits = DIGITS.read(value);
    return digits === undefined ? undefined : String(BigInt(digits));
  },
};

/** Of one request; more are decided by their filter. */
export const IDS = listKind(ID, 'ids, each 1 to 18 digits', 1_000);
