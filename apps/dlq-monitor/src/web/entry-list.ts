import { DOMAINS } from '#contracts';
import type { EntryView } from '../catalog/catalog-view';
import { badge } from './entry-section';
import { html, NOTHING, type Html } from './html';

/** Links to all entries by domain: the whole navigation, with or without a script. */
export function entryList(entries: readonly EntryView[]): Html {
  return html`${DOMAINS.map((domain) => {
    const own = entries.filter((entry) => entry.domain === domain);
    return own.length === 0
      ? NOTHING
      : html`<section class="domain">
          <h2>${domain} <small>${own.length}</small></h2>
          <ul>
            ${own.map(entryItem)}
          </ul>
        </section> `;
  })}`;
}

function entryItem({ name, pattern, summary }: EntryView): Html {
  return html`<li>
    <a href="#${name}"><span class="name">${name}</span>${badge(pattern)}<span class="about">${summary}</span></a>
  </li> `;
}
