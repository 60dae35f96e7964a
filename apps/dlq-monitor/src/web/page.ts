import { createHash } from 'node:crypto';
import type { CatalogView } from '../catalog/catalog-view';
import { entryList } from './entry-list';
import { entrySection } from './entry-section';
import { html, Html } from './html';
import { overview } from './overview';
import { SCRIPT } from './script';
import { searchForm } from './search-form';
import { STYLE } from './style';

const ICON =
  "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'%3E%3Cpath d='M2 4h5v8H2zM9 4h5v3H9zM9 9h5v3H9z' fill='%23287a72'/%3E%3C/svg%3E";

/** Not by `html`: the policy's hashes are those of the exact text. */
const STYLE_ELEMENT = new Html(`<style>${STYLE}</style>`);
const SCRIPT_ELEMENT = new Html(`<script>${SCRIPT}</script>`);

/** The whole catalog as one document that asks for nothing else. It is read and printed without a script, too. */
export function catalogPage({ entries }: CatalogView): string {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>Message catalog</title>
        <link rel="icon" href="${ICON}" />
        ${STYLE_ELEMENT}
      </head>
      <body>
        <a class="skip" href="#main">Skip to content</a>
        <nav aria-label="Messages">
          <header>
            <h1><a href="#">Message catalog</a></h1>
            ${searchForm(entries)}
          </header>
          ${entryList(entries)}
        </nav>
        <main id="main">
          <a class="all" href="#">All messages</a>
          ${overview(entries)}${entries.map(entrySection)}
        </main>
        <p id="said" class="unseen" role="status"></p>
        ${SCRIPT_ELEMENT}
      </body>
    </html> `.text;
}

/** Nothing may run or load but what the page was made with; texts cannot become markup, whatever a script does. */
export const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  `script-src '${hash(SCRIPT)}'`,
  `style-src '${hash(STYLE)}'`,
  'img-src data:',
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
].join('; ');

function hash(text: string): string {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`;
}
