import { useQuery } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { Link } from 'wouter';
import type { Monitor } from '../api/client';
import { contentQuery, overviewQuery, recordQuery } from '../api/queries';
import { bytes, count, counted } from '../lib/format';
import { withFilters } from '../lib/use-filters';
import { verbsOf, type Verb } from '../lib/verbs';
import { Body } from '../ui/body';
import { Ago, Badge, Copy, Facts, Loading, Name, Page, Problem } from '../ui/parts';
import { Decide } from './decide';
import { Edit } from './edit';
import { RecordHistory } from './record-history';
import { Redrive } from './redrive';
import { Rehearse } from './rehearse';

type Letter = Monitor['DeadLetterView'];

/** What is closed is reopened first. */
const SENDABLE: ReadonlySet<Letter['status']> = new Set(['open', 'acknowledged']);
const EDITABLE: ReadonlySet<Letter['status']> = new Set(['open', 'acknowledged', 'quarantined']);

export function RecordView({ id }: { readonly id: string }): ReactNode {
  const { data: letter, error, refetch } = useQuery(recordQuery(id));
  const [open, setOpen] = useState<Verb | 'redrive' | 'rehearse' | 'edit' | null>(null);
  if (error !== null) return <Problem error={error} retry={() => void refetch()} />;
  if (letter === undefined) return <Loading />;
  const close = (): void => setOpen(null);
  const choice = { ids: [id] };
  return (
    <Page
      title={`Dead letter ${id}`}
      lead={letter.error_message}
      actions={
        <>
          {SENDABLE.has(letter.status) && (
            <button type="button" className="primary" onClick={() => setOpen('redrive')}>
              Redrive
            </button>
          )}
          <button type="button" onClick={() => setOpen('rehearse')}>
            Rehearse
          </button>
          {EDITABLE.has(letter.status) && (
            <button type="button" onClick={() => setOpen('edit')}>
              Edit
            </button>
          )}
          {verbsOf(letter).map((verb) => (
            <button key={verb.name} type="button" onClick={() => setOpen(verb)}>
              {verb.label}
            </button>
          ))}
        </>
      }
    >
      <RecordFacts letter={letter} />
      <Stack id={id} />
      <Headers letter={letter} />
      <Body letter={letter} />
      <RecordHistory letter={letter} />
      {open === 'redrive' && <Redrive choice={choice} onClose={close} />}
      {open === 'rehearse' && <Rehearse id={id} onClose={close} />}
      {open === 'edit' && <Edit id={id} onClose={close} />}
      {open !== null && typeof open === 'object' && <Decide verb={open} choice={choice} onClose={close} />}
    </Page>
  );
}

function RecordFacts({ letter }: { readonly letter: Letter }): ReactNode {
  const { data: overview } = useQuery(overviewQuery());
  const { correlation_id, group_id, original_topic, original_partition, original_offset } = letter;
  const facts = [
    { name: 'State', value: <Badge kind={`is-${letter.status}`}>{letter.status}</Badge> },
    { name: 'Why', value: letter.reason && <Badge kind="plain">{letter.reason}</Badge> },
    { name: 'Who acts', value: letter.addressee && <Badge kind={`to-${letter.addressee}`}>{letter.addressee}</Badge> },
    {
      name: 'Error',
      value: (
        <>
          <code>{letter.error_code}</code>{' '}
          <span className="note">
            {letter.error_type} · {letter.error_category}
          </span>
        </>
      ),
    },
    { name: 'Came', value: <Ago at={letter.received_at} /> },
    { name: 'Failed', value: letter.failed_at && <Ago at={letter.failed_at} /> },
    {
      name: 'Failed on',
      value: original_topic && (
        <code>
          <Name>{original_topic}</Name>
          {place(original_partition, original_offset)}
        </code>
      ),
    },
    {
      name: 'Kept on',
      value: (
        <code>
          <Name>{letter.dlq_topic}</Name>
          {place(letter.dlq_partition, letter.dlq_offset)}
        </code>
      ),
    },
    {
      name: 'Event type',
      value: letter.event_type && (
        <code>
          <Name>{letter.event_type}</Name>
        </code>
      ),
    },
    { name: 'Consumer group', value: letter.consumer_group },
    { name: 'Tried', value: `${count(letter.retry_count)} ${letter.retry_count === 1 ? 'time' : 'times'} again` },
    {
      name: 'Size',
      value:
        letter.original_bytes === null
          ? `${bytes(letter.raw_bytes)}, without the original`
          : bytes(letter.original_bytes),
    },
    { name: 'Format', value: letter.shape },
    { name: 'Personal data', value: letter.personal_data },
    {
      name: 'Correlation id',
      value: correlation_id && (
        <span className="with-action">
          <code>{correlation_id}</code>
          <Copy text={correlation_id} what="correlation id" />
          {overview?.recorder === true && <Link href={`/traces/${encodeURIComponent(correlation_id)}`}>trace</Link>}
          <Link href={withFilters('/records', { correlation_id })}>others with it</Link>
        </span>
      ),
    },
    { name: 'Group', value: group_id && <Link href={`/groups/${group_id}`}>failures with the same cause</Link> },
  ];
  return <Facts facts={facts} />;
}

/** As its writer's runtime printed it. */
function Stack({ id }: { readonly id: string }): ReactNode {
  const { data: content } = useQuery(contentQuery(id));
  const stack = content?.error_stack;
  if (!stack) return null;
  return (
    <section>
      <h2>Where it failed</h2>
      <details>
        <summary>The whole stack, {counted(stack.split('\n').length, 'line')}</summary>
        <div className="section-header">
          <span className="note">What looks like a secret is hidden.</span>
          <Copy text={stack} what="stack" />
        </div>
        <pre tabIndex={0}>{stack}</pre>
      </details>
    </section>
  );
}

function place(partition: number | null, offset: string | null): string {
  return partition === null || offset === null ? '' : ` [${partition}] @ ${offset}`;
}

function Headers({ letter: { original_headers, original_key } }: { readonly letter: Letter }): ReactNode {
  const headers = Object.entries(original_headers ?? {}).sort(([a], [b]) => (a < b ? -1 : 1));
  if (headers.length === 0 && original_key === null) return null;
  return (
    <section>
      <h2>Key and headers</h2>
      <table className="pairs">
        <tbody>
          {original_key !== null && (
            <tr>
              <th scope="row">key</th>
              <td>
                <code>{original_key}</code>
              </td>
            </tr>
          )}
          {headers.map(([name, value]) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td>
                <code>{value}</code>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
