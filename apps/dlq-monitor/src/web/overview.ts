import { DOMAINS, PATTERNS } from '#contracts';
import type { EntryView } from '../catalog/catalog-view';
import { badge } from './entry-section';
import { html, type Html } from './html';

/** What is shown while no entry is open. */
export function overview(entries: readonly EntryView[]): Html {
  const domains = DOMAINS.filter((domain) => entries.some((entry) => entry.domain === domain));
  const count = (domain: string, pattern: string): number =>
    entries.filter((entry) => entry.domain === domain && entry.pattern === pattern).length;
  const row = (domain: string): Html =>
    html`<tr>
      <th scope="row">${domain}</th>
      ${PATTERNS.map((pattern) => html`<td>${count(domain, pattern) || '·'}</td>`)}
    </tr>`;
  return html`<section id="overview">
    <h2>Every message on the bus</h2>
    <p class="summary">
      ${entries.length} kinds of message: where each is sent, who sends and reads it, what is in it, and what is
      refused. All of it comes from the classes that check the messages.
    </p>
    <div class="scroll" tabindex="0" role="group" aria-label="Entries by domain and pattern">
      <table class="matrix">
        <thead>
          <tr>
            <th scope="col">Domain</th>
            ${PATTERNS.map((pattern) => html`<th scope="col">${badge(pattern)}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${domains.map(row)}
        </tbody>
      </table>
    </div>
    <dl class="keys" hidden>
      <div>
        <dt><kbd>/</kbd></dt>
        <dd>search</dd>
      </div>
      <div>
        <dt><kbd>↑</kbd> <kbd>↓</kbd></dt>
        <dd>move through the results</dd>
      </div>
      <div>
        <dt><kbd>Enter</kbd></dt>
        <dd>open</dd>
      </div>
      <div>
        <dt><kbd>Esc</kbd></dt>
        <dd>clear</dd>
      </div>
    </dl>
    <p class="note">The same as data: <a href="catalog.json">catalog.json</a>.</p>
  </section> `;
}
