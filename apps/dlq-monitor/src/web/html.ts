/** Markup that is safe to send: only `html` makes it. */
export class Html {
  constructor(readonly text: string) {}
}

type Shown = Html | string | number | readonly Html[];

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

const BETWEEN_TAGS = /(?<=^|>)\s*\n\s*(?=<|$)/g;
const LINE_BREAK = /\s*\n\s*/g;
/** HTML allows these to be left out; in tables they are a tenth of the page. */
const IMPLIED = /<\/(?:td|th|tr|tbody|thead|li|dt|dd)>/g;

/**
 * A template whose values become text, whatever they contain; in attributes too, where these are quoted. Its layout is
 * not sent: a line break with its indents is nothing between tags and values, and a space within text.
 */
export function html(parts: TemplateStringsArray, ...values: readonly Shown[]): Html {
  const shown = parts.map((part, index) => {
    const value = values[index];
    return (
      part.replace(BETWEEN_TAGS, '').replace(LINE_BREAK, ' ').replace(IMPLIED, '') +
      (value === undefined ? '' : show(value))
    );
  });
  return new Html(shown.join(''));
}

/** Text between tags, where quotes need no escape: samples are full of them. Not for attributes. */
export function content(value: string): Html {
  return new Html(value.replace(/[&<>]/g, (character) => ENTITIES[character] ?? ''));
}

function show(value: Shown): string {
  if (value instanceof Html) return value.text;
  if (typeof value === 'object') return value.map(({ text }) => text).join('');
  return String(value).replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '');
}

export const NOTHING = html``;

/** A long name that may be broken after its dots and underscores. */
export function breakable(name: string): Html {
  return html`${name.split(/(?<=[._])/).map((piece, index) => (index === 0 ? html`${piece}` : html`<wbr />${piece}`))}`;
}
