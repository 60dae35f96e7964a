import type { MarkdownToken } from './markdown';

export interface InlineText {
  text: string;
  lead: string;
  code: string[];
  /** All its words are struck out. */
  struck: boolean;
}

/** The id of what is struck out often is not struck out itself. */
const ID = /[A-Z]{1,10}(?:-[A-Z]{1,9})?[-_. ]?\d[\d.]{0,12}/u;

/** The words of an inline token without their mark-up and without what is struck out beside other words; `lead` is the emphasis it opens with. */
export function inlineText(token: MarkdownToken): InlineText {
  const parts: string[] = [];
  const struck: string[] = [];
  const code: string[] = [];
  let lead = '';
  let strong = 0;
  let strikes = 0;
  let opening = true;
  for (const child of token.children ?? []) {
    if (child.type === 'strong_open') strong += 1;
    else if (child.type === 'strong_close') {
      strong -= 1;
      opening = false;
    } else if (child.type === 's_open') strikes += 1;
    else if (child.type === 's_close') strikes -= 1;
    else if (strikes > 0) struck.push(childText(child));
    else {
      const text = childText(child);
      if (child.type === 'code_inline') code.push(child.content);
      if (strong > 0 && opening) lead += text;
      else if (text.trim() !== '') opening = false;
      parts.push(text);
    }
  }
  const wholly = struck.length > 0 && !/[\p{L}\p{N}]{2}/u.test(parts.join('').replace(ID, ''));
  const text = (wholly ? struck : parts)
    .join('')
    .replace(/<br\s*\/?>/giu, ' ')
    .replace(/^\[[ xX]\]\s+/u, '');
  return { text: text.trim(), struck: wholly, lead: lead.replace(/:$/u, '').trim(), code };
}

function childText(child: MarkdownToken): string {
  if (child.type === 'softbreak' || child.type === 'hardbreak') return '\n';
  if (child.type === 'text' || child.type === 'code_inline') return child.content;
  return child.type === 'image' ? child.content : '';
}
