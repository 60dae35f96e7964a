import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { Monitor } from '../api/client';
import { alertsQuery } from '../api/queries';
import { duration } from '../lib/format';
import { useFilters, withFilters } from '../lib/use-filters';
import { ExportButtons } from '../ui/export-buttons';
import { Choose } from '../ui/filters';
import { Ago, Badge, Loading, Page, Problem } from '../ui/parts';
import { Rows, type Column } from '../ui/rows';

type Alert = Monitor['AlertView'];

const COLUMNS: readonly Column<Alert>[] = [
  {
    name: 'Alert',
    className: 'main',
    cell: ({ message, kind, repeat }) => (
      <>
        <span className="row-title whole">{message}</span>
        <span className="row-note">
          {kind.replaceAll('_', ' ')}
          {repeat > 1 && `, told ${repeat} times`}
        </span>
      </>
    ),
  },
  { name: 'State', cell: (alert) => <AlertState alert={alert} /> },
  { name: 'Began', className: 'labelled', cell: ({ began_at }) => <Ago at={began_at} /> },
  {
    name: 'Over',
    className: 'labelled',
    cell: ({ began_at, ended_at }) => ended_at !== null && <Over began={began_at} ended={ended_at} />,
  },
];

export function AlertsView(): ReactNode {
  const [filters, change] = useFilters(['status']);
  const { data, error, refetch } = useQuery({ ...alertsQuery, refetchOnMount: 'always' });
  const rows = worstFirst(data?.items ?? []).filter(({ status }) => status === (filters.status ?? status));
  return (
    <Page
      title="Alerts"
      lead="What exceeds its limit now, then what did. An alert is over as soon as its limit is kept again."
      actions={
        <ExportButtons name="alerts" columns={EXPORTED} page={() => Promise.resolve({ items: rows, next: null })} />
      }
    >
      <form className="filters" role="search" onSubmit={(event) => event.preventDefault()}>
        <Choose
          label="Show"
          value={filters.status}
          options={[
            ['', 'all'],
            ['firing', 'firing'],
            ['resolved', 'recovered'],
          ]}
          onChange={(status) => change({ status })}
        />
      </form>
      {error !== null && <Problem error={error} retry={() => void refetch()} />}
      {data === undefined && error === null && <Loading />}
      {data !== undefined && (
        <Rows
          caption="Alerts"
          rows={rows}
          columns={COLUMNS}
          idOf={({ key }) => key}
          hrefOf={alertHref}
          empty={data.items.length === 0 ? 'Nothing has alerted yet.' : 'No alert matches.'}
        />
      )}
    </Page>
  );
}

/** What fires and is critical, then what else fires, then what did. */
export function worstFirst(alerts: readonly Alert[]): readonly Alert[] {
  const rank = ({ status, severity }: Alert): number => (status === 'resolved' ? 2 : Number(severity !== 'critical'));
  return alerts.toSorted((a, b) => rank(a) - rank(b));
}

/** The dead letters that it is about. */
export function alertHref({ group_id, dlq_topic }: Pick<Alert, 'group_id' | 'dlq_topic'>): string {
  return group_id === null ? withFilters('/records', { topic: dlq_topic, status: 'open' }) : `/groups/${group_id}`;
}

export function AlertState({ alert: { status, severity } }: { readonly alert: Alert }): ReactNode {
  if (status === 'resolved') return <Badge kind="good">recovered</Badge>;
  return <Badge kind={severity === 'critical' ? 'bad' : 'warn'}>{severity}</Badge>;
}

function Over({ began, ended }: { readonly began: string; readonly ended: string }): ReactNode {
  return (
    <>
      <Ago at={ended} />, after {duration((Date.parse(ended) - Date.parse(began)) / 1_000)}
    </>
  );
}

const EXPORTED = (
  [
    'key',
    'status',
    'kind',
    'severity',
    'message',
    'dlq_topic',
    'group_id',
    'open',
    'value',
    'limit',
    'repeat',
    'began_at',
    'alerted_at',
    'ended_at',
  ] as const
).map((name) => ({ name, value: (alert: Alert) => alert[name] }));
