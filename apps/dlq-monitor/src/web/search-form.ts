import { PATTERNS } from '#contracts';
import type { EntryView } from '../catalog/catalog-view';
import { html, type Html } from './html';

/** Of no use without the script, which is what shows it. */
export function searchForm(entries: readonly EntryView[]): Html {
  const parties = [...new Set(entries.flatMap(({ producers, consumers }) => [...producers, ...consumers]))].sort();
  const count = (pattern: string): number => entries.filter((entry) => entry.pattern === pattern).length;
  const chip = (pattern: string): Html =>
    html`<button type="button" class="chip" aria-pressed="false" value="${pattern}">
      ${pattern} <small>${count(pattern)}</small>
    </button>`;
  return html`<form role="search" hidden>
    <label for="query" class="unseen">Search names, topics, fields, services</label>
    <p class="query">
      <input
        id="query"
        type="search"
        placeholder="Search names, topics, fields"
        autocomplete="off"
        autocapitalize="off"
        spellcheck="false"
        maxlength="300"
      /><kbd aria-hidden="true">/</kbd>
    </p>
    <p class="chips" role="group" aria-label="Pattern">${PATTERNS.map(chip)}</p>
    <p class="service">
      <label class="unseen" for="role">Role of the service</label
      ><select id="role">
        <option value="">Used by</option>
        <option value="produced by">Produced by</option>
        <option value="consumed by">Consumed by</option>
      </select>
      <label class="unseen" for="party">Service</label
      ><select id="party">
        <option value="">any service</option>
        ${parties.map((party) => html`<option value="${party}">${party === 'any service' ? '“any service”' : party}</option>`)}
      </select>
    </p>
    <p class="found"><span role="status"></span> <button type="button" class="clear" hidden>Clear</button></p>
  </form> `;
}
