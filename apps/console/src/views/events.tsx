import { useInfiniteQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { dataOf, recorder, type Recorder } from '../api/client';
import { eventsQuery } from '../api/queries';
import { useFilters } from '../lib/use-filters';
import { ExportButtons } from '../ui/export-buttons';
import { TextFilter } from '../ui/filters';
import { More } from '../ui/more';
import { Ago, Loading, Name, Page, Problem } from '../ui/parts';
import { Rows, type Column } from '../ui/rows';

export type Event = Recorder['EventView'];

const FILTERS = ['topic', 'event_type', 'correlation_id', 'session_id', 'from', 'to'] as const;

const COLUMNS: readonly Column<Event>[] = [
  {
    name: 'Event',
    className: 'main',
    cell: ({ topic, preview }) => (
      <>
        <span className="row-title">
          <Name>{topic}</Name>
        </span>
        <span className="row-note one-line">{preview ?? 'without a value'}</span>
      </>
    ),
  },
  {
    name: 'Type',
    className: 'topic',
    cell: ({ event_type, unreadable }) => (event_type === null ? unreadable : <Name>{event_type}</Name>),
  },
  { name: 'From', cell: ({ source }) => source },
  { name: 'Recorded', cell: ({ recorded_at }) => <Ago at={recorded_at} /> },
];

export function EventsView(): ReactNode {
  const [filters, change] = useFilters(FILTERS);
  const query = useInfiniteQuery(eventsQuery(filters));
  const rows = query.data?.pages.flatMap(({ items }) => items) ?? [];
  return (
    <Page
      title="Events"
      lead="Every record of every topic, newest first."
      actions={
        <ExportButtons
          name="events"
          columns={EXPORTED}
          page={(cursor) =>
            dataOf(recorder.GET('/api/v1/events', { params: { query: { ...filters, limit: 100, cursor } } }))
          }
        />
      }
    >
      <form className="filters" role="search" onSubmit={(event) => event.preventDefault()}>
        <TextFilter label="Topic" value={filters.topic} onChange={(topic) => change({ topic })} first />
        <TextFilter label="Event type" value={filters.event_type} onChange={(event_type) => change({ event_type })} />
        <TextFilter
          label="Correlation id"
          value={filters.correlation_id}
          onChange={(correlation_id) => change({ correlation_id })}
        />
        <TextFilter label="Session id" value={filters.session_id} onChange={(session_id) => change({ session_id })} />
        <TextFilter
          label="From (UTC)"
          value={filters.from}
          placeholder="2026-01-31T12:00:00Z"
          onChange={(from) => change({ from })}
        />
        <TextFilter
          label="To (UTC)"
          value={filters.to}
          placeholder="2026-01-31T13:00:00Z"
          onChange={(to) => change({ to })}
        />
      </form>
      {query.error !== null && <Problem error={query.error} retry={() => void query.refetch()} />}
      {query.isPending ? (
        <Loading />
      ) : (
        query.error === null && (
          <Rows
            caption="Events"
            rows={rows}
            columns={COLUMNS}
            idOf={({ event_id }) => event_id}
            hrefOf={({ event_id }) => `/events/${event_id}`}
            empty="No event matches."
          />
        )
      )}
      <More {...query} />
    </Page>
  );
}

const EXPORTED = (
  [
    'event_id',
    'position',
    'topic',
    'partition',
    'offset',
    'recorded_at',
    'kafka_time',
    'event_type',
    'source',
    'correlation_id',
    'causation_id',
    'session_id',
    'key',
    'value_bytes',
    'preview',
  ] as const
).map((name) => ({ name, value: (event: Event) => event[name] }));
