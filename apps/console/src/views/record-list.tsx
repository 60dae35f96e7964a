import { useInfiniteQuery } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import type { Monitor } from '../api/client';
import { recordsQuery, type RecordFilters } from '../api/queries';
import { counted } from '../lib/format';
import { VERBS, type Verb } from '../lib/verbs';
import { More } from '../ui/more';
import { Ago, Badge, Loading, Name, Problem } from '../ui/parts';
import { Rows, type Column } from '../ui/rows';
import { useSelection } from '../ui/use-selection';
import { Decide } from './decide';
import { Redrive } from './redrive';

type Letter = Monitor['DeadLetterView'];

const COLUMNS: readonly Column<Letter>[] = [
  {
    name: 'Dead letter',
    className: 'main',
    cell: ({ id, error_message, error_code }) => (
      <>
        <span className="row-title">{error_message === '' ? error_code : error_message}</span>
        <span className="row-note">
          {id} · <code>{error_code}</code>
        </span>
      </>
    ),
  },
  { name: 'State', cell: ({ status }) => <Badge kind={`is-${status}`}>{status}</Badge> },
  {
    name: 'Failed on',
    className: 'topic',
    cell: ({ original_topic, dlq_topic }) => <Name>{original_topic ?? dlq_topic}</Name>,
  },
  {
    name: 'Who acts',
    cell: ({ addressee }) => addressee !== null && <Badge kind={`to-${addressee}`}>{addressee}</Badge>,
  },
  { name: 'Came', cell: ({ received_at }) => <Ago at={received_at} /> },
];

/** Of one request. */
const MOST_IDS = 1_000;

export function RecordList({ filters }: { readonly filters: RecordFilters }): ReactNode {
  const query = useInfiniteQuery(recordsQuery(filters));
  const selection = useSelection(JSON.stringify(filters));
  const [open, setOpen] = useState<Verb | 'redrive' | null>(null);
  if (query.error !== null) return <Problem error={query.error} retry={() => void query.refetch()} />;
  if (query.isPending) return <Loading />;
  const rows = query.data.pages.flatMap(({ items }) => items);
  const choice = { ids: [...selection.chosen].slice(0, MOST_IDS) };
  const close = (): void => setOpen(null);
  return (
    <>
      {selection.chosen.size > 0 && (
        <div className="selection" role="group" aria-label="What to do with the chosen">
          <strong>{counted(selection.chosen.size, 'dead letter')} chosen</strong>
          <button type="button" className="primary" onClick={() => setOpen('redrive')}>
            Redrive
          </button>
          {VERBS.map((verb) => (
            <button key={verb.name} type="button" onClick={() => setOpen(verb)}>
              {verb.label}
            </button>
          ))}
          <button type="button" onClick={selection.clear}>
            Choose none
          </button>
        </div>
      )}
      <Rows
        caption="Dead letters, newest first"
        rows={rows}
        columns={COLUMNS}
        idOf={({ id }) => id}
        hrefOf={({ id }) => `/records/${id}`}
        selection={selection}
        empty="No dead letter matches."
      />
      <More {...query} />
      {open === 'redrive' && <Redrive choice={choice} onClose={close} />}
      {open !== null && open !== 'redrive' && (
        <Decide verb={open} choice={choice} onClose={close} onDone={selection.clear} />
      )}
    </>
  );
}
