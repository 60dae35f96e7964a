import type { MarkdownToken } from './markdown';

export interface InlineText {
  text: string;
  lead: string;
  code: string[];
}

/** The words of an inline token without their mark-up; `lead` is the emphasis it opens with. */
export function inlineText(token: MarkdownToken): InlineText {
  const parts: string[] = [];
  const code: string[] = [];
  let lead = '';
  let strong = 0;
  let opening = true;
  for (const child of token.children ?? []) {
    if (child.type === 'strong_open') strong += 1;
    else if (child.type === 'strong_close') {
      strong -= 1;
      opening = false;
    } else {
      const text = childText(child);
      if (child.type === 'code_inline') code.push(child.content);
      if (strong > 0 && opening) lead += text;
      else if (text.trim() !== '') opening = false;
      parts.push(text);
    }
  }
  const text = parts
    .join('')
    .replace(/<br\s*\/?>/giu, ' ')
    .replace(/^\[[ xX]\]\s+/u, '');
  return { text: text.trim(), lead: lead.replace(/:$/u, '').trim(), code };
}

function childText(child: MarkdownToken): string {
  if (child.type === 'softbreak' || child.type === 'hardbreak') return '\n';
  if (child.type === 'text' || child.type === 'code_inline') return child.content;
  return child.type === 'image' ? child.content : '';
}
