import { redactSecrets } from './redact-secrets';

/** How much of each human-facing text is kept, in UTF-16 units. */
export const LABEL_LIMIT = 200;
export const MESSAGE_LIMIT = 2_000;
export const STACK_LIMIT = 16_000;
export const PREVIEW_LIMIT = 500;

// oxlint-disable-next-line no-control-regex
const ESCAPE_SEQUENCE = /\u001B\[[0-9;?]{0,32}[@-~]/g;
/** Control, format (bidirectional overrides, zero width), half surrogates and line separators; never tab or newline. */
const INVISIBLE = /(?![\n\t])[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;

/**
 * Text for people: without control characters and secrets, at most `limit` long. The work is bounded by `limit`, not
 * by the text, and a text cannot get a secret through by being cut in the middle of it.
 */
export function humanText(value: string, limit: number): string {
  const room = 4 * limit + 1_024;
  const visible = value.slice(0, room).replace(ESCAPE_SEQUENCE, '').replace(INVISIBLE, '');
  const cut = value.length > room;
  return capped(redactSecrets(cut ? withoutLastRun(visible) : visible), limit, cut);
}

/** The last unbroken run may be the beginning of a secret that no pattern recognises yet. */
function withoutLastRun(value: string): string {
  let end = value.length;
  while (end > 0 && !/[\s"']/.test(value.charAt(end - 1))) end--;
  return value.slice(0, end);
}

function capped(value: string, limit: number, cut: boolean): string {
  if (value.length < limit || (value.length === limit && !cut)) return cut ? `${value}…` : value;
  return `${value.slice(0, limit - 1).replace(/[\uD800-\uDBFF]$/, '')}…`;
}
