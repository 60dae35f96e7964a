import type { ReactNode } from 'react';
import type { EntryView } from '../api/catalog';
import { Name } from '../ui/parts';

/** Who sends it, where, and who reads it; below, the way of the answer. The arrows are drawn by the style sheet. */
export function EntryFlow({ entry }: { readonly entry: EntryView }): ReactNode {
  const { places, producers, consumers, answeredBy, answers, domain } = entry;
  const others = places.length - 1;
  return (
    <section className="entry-flow" aria-label="Flow">
      <Services title="Producers" names={producers} />
      <div className="stop">
        <h3>{domain === 'nats' ? 'Subject' : 'Topic'}</h3>
        <p>
          <code>
            <Name>{places[0]?.name ?? ''}</Name>
          </code>
          {others > 0 && <small>{`and ${others} other ${others === 1 ? 'spelling' : 'spellings'}`}</small>}
        </p>
      </div>
      <Services title="Consumers" names={consumers} />
      {answeredBy !== undefined && <Back title="Answered by" names={[answeredBy]} />}
      {answers.length > 0 && <Back title="Answers" names={answers} />}
    </section>
  );
}

function Services({ title, names }: { readonly title: string; readonly names: readonly string[] }): ReactNode {
  return (
    <div className="services">
      <h3>{title}</h3>
      <ul>
        {names.map((name) => (
          <li key={name}>{name}</li>
        ))}
      </ul>
    </div>
  );
}

function Back({ title, names }: { readonly title: string; readonly names: readonly string[] }): ReactNode {
  return (
    <p className="back">
      {title}{' '}
      {names.map((name) => (
        <a key={name} href={`#${name}`}>
          {name}
        </a>
      ))}
    </p>
  );
}
