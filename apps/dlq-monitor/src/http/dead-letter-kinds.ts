import { choiceKind, listKind, patternKind, textKind, type Kind } from '#http';

export const TOPIC = patternKind(
  'the name of a topic: 1 to 249 letters, digits, ".", "_" and "-"',
  /^[A-Za-z0-9._-]{1,249}$/,
);
export const CODE = textKind(200);
export const CORRELATION_ID = textKind(1_024);
export const REASON = textKind(1_000);
export const STATUS = choiceKind(['open', 'resolved']);

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
