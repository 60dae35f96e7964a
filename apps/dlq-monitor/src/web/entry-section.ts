import { ENVIRONMENTS } from '#contracts';
import type { EntryView, FieldView } from '../catalog/catalog-view';
import { flow } from './flow';
import { breakable, html, NOTHING, type Html } from './html';
import { faultText, jsonText } from './json-text';

/** The titles the seed documents go by. */
const SOURCES: Readonly<Record<EntryView['sources'][number], string>> = {
  S0: 'event schemas',
  S1: 'event bus architecture',
  S2: 'NATS contracts',
  S3: 'quick reference',
  S4: 'event system guide',
};

/** All there is to say about one entry; its id is the entry's name, which is what deep links point to. */
export function entrySection(entry: EntryView): Html {
  const heading = html`<h2 tabindex="-1">${breakable(entry.name)}</h2>`;
  return html`<article id="${entry.name}" class="entry">
    <header>
      ${heading}
      <p class="tags">${badge(entry.pattern)}<span>version ${entry.version}</span></p>
      <p class="summary">${entry.summary}</p>
    </header>
    ${flow(entry)} ${topics(entry)} ${facts(entry)} ${fields(entry)} ${samples(entry)}
  </article> `;
}

export function badge(pattern: string): Html {
  return html`<span class="badge ${pattern}">${pattern}</span>`;
}

function topics({ places, domain, sharesTopicWith }: EntryView): Html {
  const names = places.map(({ name }) => name).join(' ');
  const rows = places.map(
    ({ style, name }) =>
      html`<tr>
        <th scope="row">${style}</th>
        <td><code>${name}</code></td>
      </tr>`,
  );
  const environment = html`<p class="note">
    <code>{env}</code> is ${ENVIRONMENTS.slice(0, -1).join(', ')} or ${ENVIRONMENTS.at(-1) ?? ''}.
  </p>`;
  return html`<section class="topics">
    <h3>${domain === 'nats' ? 'Subject' : 'Topics'}</h3>
    <table>
      <tbody>
        ${rows}
      </tbody>
    </table>
    ${names.includes('{env}') ? environment : NOTHING}${sharesTopicWith.length > 0 ? html`<p class="note">Also found there: ${links(sharesTopicWith)}.</p>` : NOTHING}
  </section>`;
}

/** NATS has neither partitions nor keys, so nothing is said about them. */
function facts(entry: EntryView): Html {
  const days = entry.retentionDays;
  const ofKafka = entry.domain === 'nats' ? [] : [fact('Key', keyOf(entry)), fact('Partitions', entry.partitions)];
  return html`<section>
    <h3>Facts</h3>
    <dl class="facts">
      ${[
        ...(entry.eventType === undefined
          ? []
          : [fact('Event type', html`<code class="type">${breakable(entry.eventType)}</code>`)]),
        ...ofKafka,
        fact('Retention', days === null ? 'for good' : `${days} days`),
        fact('Compression', entry.compression),
        ...(entry.sources.length === 0 ? [] : [fact('Documents', list(entry.sources.map(source)))]),
      ]}
    </dl>
  </section>`;
}

function source(name: EntryView['sources'][number]): Html {
  return html`<abbr title="${SOURCES[name]}">${name}</abbr>`;
}

/** A member's name, or words about the key where it is none. */
function keyOf({ key }: EntryView): Html | string {
  return key !== null && /^[a-z_]+$/.test(key) ? html`<code>${key}</code>` : (key ?? 'none');
}

function fact(name: string, value: Html | string | number): Html {
  return html`<div>
    <dt>${name}</dt>
    <dd>${value}</dd>
  </div>`;
}

function fields({ payload, rules, fields: rows }: EntryView): Html {
  return html`<section class="fields">
    <h3>Fields of <code class="type">${payload}</code></h3>
    ${rules.map((rule) => html`<p class="note">${rule}</p>`)}
    <div class="scroll" tabindex="0" role="group" aria-label="Fields of ${payload}">
      <table>
        <thead>
          <tr>
            <th scope="col">Field</th>
            <th scope="col">Required</th>
            <th scope="col">Type</th>
            <th scope="col">Rules</th>
          </tr>
        </thead>
        <tbody>
          ${rows.map(fieldRow)}
        </tbody>
      </table>
    </div>
  </section>`;
}

function fieldRow({ name, depth, type, required, rules, description }: FieldView): Html {
  const said = html`${rules.join('; ')}${description === undefined ? NOTHING : html`<p>${description}</p>`}`;
  const below = depth > 0 ? html` class="d${Math.min(depth, 5)}"` : NOTHING;
  return html`<tr${below}><th scope="row">${name}</th><td>${required ? 'yes' : 'no'}</td><td>${type}</td><td>${said}</td></tr>`;
}

function samples({ sample, invalid }: EntryView): Html {
  const refused = invalid.map(
    ({ why, payload, path, message }) =>
      html`<details>
        <summary>
          <b>${why}</b><span class="error">${path === '' ? 'payload' : html`<code>${path}</code>`} ${message}</span>
        </summary>
        <pre>${faultText(payload, path)}</pre>
      </details>`,
  );
  return html`<section class="samples">
      <h3>Sample</h3>
      <pre>${jsonText(sample)}</pre>
    </section>
    <section>
      <h3>Refused samples</h3>
      ${refused}
    </section>`;
}

function links(names: readonly string[]): Html {
  return list(names.map((name) => html`<a href="#${name}">${name}</a>`));
}

function list(items: readonly Html[]): Html {
  return html`${items.map((item, index) => (index === 0 ? item : html`, ${item}`))}`;
}
