import { useInfiniteQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { dataOf, monitor, type Monitor } from '../api/client';
import { jobsQuery } from '../api/queries';
import { count } from '../lib/format';
import { ExportButtons } from '../ui/export-buttons';
import { More } from '../ui/more';
import { Ago, Badge, Loading, Page, Problem } from '../ui/parts';
import { Rows, type Column } from '../ui/rows';

type Job = Monitor['JobView'];

const COLUMNS: readonly Column<Job>[] = [
  {
    name: 'Job',
    className: 'main',
    cell: ({ kind, reason }) => (
      <>
        <span className="row-title">{kind.replaceAll('_', ' ')}</span>
        <span className="row-note">{reason}</span>
      </>
    ),
  },
  { name: 'State', cell: ({ state }) => <Badge kind={`is-${state}`}>{state}</Badge> },
  {
    name: 'Done',
    className: 'number',
    cell: ({ done, total }) => (total === null ? count(done) : `${count(done)} of ${count(total)}`),
  },
  { name: 'By', cell: ({ actor }) => actor },
  { name: 'Created', cell: ({ created_at }) => <Ago at={created_at} /> },
];

export function JobsView(): ReactNode {
  const query = useInfiniteQuery(jobsQuery);
  const rows = query.data?.pages.flatMap(({ items }) => items) ?? [];
  return (
    <Page
      title="Jobs"
      lead="Long work, newest first: redrives, purges, replays, rebuilds."
      actions={
        <ExportButtons
          name="jobs"
          columns={EXPORTED}
          page={(cursor) => dataOf(monitor.GET('/api/v1/jobs', { params: { query: { limit: 100, cursor } } }))}
        />
      }
    >
      {query.error !== null && <Problem error={query.error} retry={() => void query.refetch()} />}
      {query.isPending ? (
        <Loading />
      ) : (
        <Rows
          caption="Jobs"
          rows={rows}
          columns={COLUMNS}
          idOf={({ id }) => id}
          hrefOf={({ id }) => `/jobs/${id}`}
          empty="There was no job yet. Redriving dead letters makes one."
        />
      )}
      <More {...query} />
    </Page>
  );
}

const EXPORTED = (
  [
    'id',
    'kind',
    'state',
    'actor',
    'reason',
    'done',
    'total',
    'rate',
    'attempts',
    'error_code',
    'error',
    'created_at',
    'started_at',
    'ended_at',
  ] as const
).map((name) => ({ name, value: (job: Job) => job[name] }));
