import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef, type ReactNode } from 'react';
import { schemaPath, schemaQuery, type EntryView, type FieldView } from '../api/catalog';
import { Badge, Copy, Facts, Name } from '../ui/parts';
import { EntryFlow } from './entry-flow';
import { fieldText } from './field-texts';
import { jsonText } from './json-pieces';
import { JsonText } from './json-text';
import { shellCommands } from './shell-commands';

interface EntryProps {
  readonly entry: EntryView;
}

/** All there is to say about one entry. */
export function CatalogEntry({
  entry,
  environments,
}: EntryProps & { readonly environments: readonly string[] }): ReactNode {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    window.scrollTo(0, 0);
    heading.current?.focus({ preventScroll: true });
  }, []);
  return (
    <article id={entry.name}>
      <a className="all" href="#">
        ← All messages
      </a>
      <h2 ref={heading} tabIndex={-1} className="entry-name">
        <Name>{entry.name}</Name>
      </h2>
      <p>
        <Badge kind={entry.pattern} /> <span className="note">version {entry.version}</span>
      </p>
      <p className="lead">{entry.summary}</p>
      {entry.deprecated && (
        <p>
          <strong>Deprecated</strong> since {entry.deprecated.since}: use <code>{entry.deprecated.replacedBy}</code>; it
          ends on {entry.deprecated.until}.
        </p>
      )}
      <EntryFlow entry={entry} />
      <Topics entry={entry} environments={environments} />
      <EntryFacts entry={entry} />
      <Fields entry={entry} />
      <Commands entry={entry} />
      <Samples entry={entry} />
    </article>
  );
}

function Topics({ entry, environments }: EntryProps & { readonly environments: readonly string[] }): ReactNode {
  const { places, domain, sharesTopicWith } = entry;
  return (
    <section>
      <h3>{domain === 'nats' ? 'Subject' : 'Topics'}</h3>
      <table className="pairs">
        <tbody>
          {places.map(({ style, name }) => (
            <tr key={`${style} ${name}`}>
              <th scope="row">{style}</th>
              <td>
                <code>{name}</code> <Copy text={name} what={`topic ${name}`} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {places.some(({ name }) => name.includes('{env}')) && (
        <p className="note">
          <code>{'{env}'}</code> is {environments.slice(0, -1).join(', ')} or {environments.at(-1)}.
        </p>
      )}
      {sharesTopicWith.length > 0 && (
        <p className="note">
          Also found there:{' '}
          {sharesTopicWith.map((name, index) => (
            <span key={name}>
              {index > 0 && ', '}
              <a href={`#${name}`}>{name}</a>
            </span>
          ))}
          .
        </p>
      )}
    </section>
  );
}

/** NATS has neither partitions nor keys, so nothing is said about them. */
function EntryFacts({ entry }: EntryProps): ReactNode {
  const { eventType, domain, key, partitions, retentionDays, compression, sources, schema } = entry;
  const isKafka = domain !== 'nats';
  return (
    <section>
      <h3>Facts</h3>
      <Facts
        facts={[
          {
            name: 'Event type',
            value: eventType && (
              <code>
                <Name>{eventType}</Name>
              </code>
            ),
          },
          { name: 'Key', value: isKafka && (key ?? 'none') },
          { name: 'Partitions', value: isKafka && partitions },
          { name: 'Retention', value: retentionDays === null ? 'for good' : `${retentionDays} days` },
          { name: 'Compression', value: compression },
          { name: 'Documents', value: sources.join(', ') },
          { name: 'JSON Schema', value: <a href={schemaPath(schema)}>{schema}</a> },
        ].filter(({ value }) => value !== false)}
      />
    </section>
  );
}

function Fields({ entry: { payload, rules, fields, schema } }: EntryProps): ReactNode {
  const { data } = useQuery(schemaQuery(schema));
  return (
    <section>
      <h3>
        Fields of <code>{payload}</code>
      </h3>
      {rules.map((rule) => (
        <p key={rule} className="note">
          {rule}
        </p>
      ))}
      <table className="fields">
        <thead>
          <tr>
            <th scope="col">Field</th>
            <th scope="col">Required</th>
            <th scope="col">Type</th>
            <th scope="col">Rules</th>
          </tr>
        </thead>
        <tbody>
          {fields.map((field) => (
            <FieldRow
              key={field.path}
              field={field}
              text={field.description ?? (data && fieldText(data, field.path))}
            />
          ))}
        </tbody>
      </table>
    </section>
  );
}

function FieldRow({ field, text }: { readonly field: FieldView; readonly text: string | undefined }): ReactNode {
  const { name, depth, type, required, rules } = field;
  return (
    <tr className={`d${Math.min(depth, 5)}`}>
      <th scope="row">
        <code>{name}</code>
      </th>
      <td>{required ? 'yes' : 'no'}</td>
      <td>{type}</td>
      <td>
        {rules.join('; ')}
        {text !== undefined && <p className="note">{text}</p>}
      </td>
    </tr>
  );
}

function Commands({ entry }: EntryProps): ReactNode {
  const commands = shellCommands(entry);
  if (commands.length === 0) return null;
  const text = commands.join('\n');
  return (
    <section>
      <div className="section-header">
        <h3>Try it</h3>
        <Copy text={text} what="commands" />
      </div>
      <pre>{text}</pre>
    </section>
  );
}

function Samples({ entry: { sample, messages, invalid } }: EntryProps): ReactNode {
  return (
    <>
      <section>
        <div className="section-header">
          <h3>Sample</h3>
          <Copy text={jsonText(sample)} what="sample" />
        </div>
        <JsonText value={sample} />
      </section>
      <section>
        <h3>Whole messages</h3>
        {messages.map(({ envelope, style, message }) => (
          <details key={envelope}>
            <summary>
              <b>{envelope}</b> <span className="note">as on topics of the style {style}</span>
            </summary>
            <Copy text={jsonText(message)} what={`message in the envelope ${envelope}`} />
            <JsonText value={message} />
          </details>
        ))}
      </section>
      <section>
        <h3>Refused samples</h3>
        {invalid.map(({ why, payload, path, message }) => (
          <details key={why}>
            <summary>
              <b>{why}</b>{' '}
              <span className="error">
                {path === '' ? 'payload' : <code>{path}</code>} {message}
              </span>
            </summary>
            <JsonText value={payload} fault={path} />
          </details>
        ))}
      </section>
    </>
  );
}
