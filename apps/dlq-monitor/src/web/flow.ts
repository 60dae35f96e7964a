import type { EntryView } from '../catalog/catalog-view';
import { breakable, html, NOTHING, type Html } from './html';

/** Who sends it, where, and who reads it; below, the way of the answer. The arrows are drawn by the style sheet. */
export function flow({ places, producers, consumers, answeredBy, answers, domain }: EntryView): Html {
  const [first, ...others] = places;
  const more =
    others.length === 0
      ? NOTHING
      : html`<small>and ${others.length} other ${others.length === 1 ? 'spelling' : 'spellings'}</small>`;
  return html`<section class="flow" aria-label="Flow">
    <div class="parties from">
      <h3>Producers</h3>
      <ul>
        ${producers.map(party)}
      </ul>
    </div>
    <div class="stop">
      <h3>${domain === 'nats' ? 'Subject' : 'Topic'}</h3>
      <p><code>${breakable(first?.name ?? '')}</code>${more}</p>
    </div>
    <div class="parties to">
      <h3>Consumers</h3>
      <ul>
        ${consumers.map(party)}
      </ul>
    </div>
    ${answeredBy === undefined ? NOTHING : back('Answered by', [answeredBy])}${answers.length === 0 ? NOTHING : back('Answers', answers)}
  </section>`;
}

function party(name: string): Html {
  return html`<li>${name}</li>`;
}

function back(title: string, names: readonly string[]): Html {
  return html`<p class="back"><span>${title} ${names.map((name) => html`<a href="#${name}">${name}</a> `)}</span></p>`;
}
