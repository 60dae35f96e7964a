import { useInfiniteQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { dataOf, monitor, type Monitor } from '../api/client';
import { groupsQuery } from '../api/queries';
import { count } from '../lib/format';
import { useFilters } from '../lib/use-filters';
import { ExportButtons } from '../ui/export-buttons';
import { Choose } from '../ui/filters';
import { More } from '../ui/more';
import { Ago, Badge, Loading, Name, Page, Problem } from '../ui/parts';
import { Rows, type Column } from '../ui/rows';

type Group = Monitor['GroupView'];

const REASONS = [
  'deserialization',
  'schema',
  'too_large',
  'unsupported_version',
  'unknown_type',
  'business_reject',
  'retries_exhausted',
  'timeout',
  'dependency_down',
  'bug',
  'unknown',
] as const satisfies readonly Group['reason'][];
const ADDRESSEES = ['producer', 'consumer', 'operator', 'us'] as const satisfies readonly Group['addressee'][];

const COLUMNS: readonly Column<Group>[] = [
  {
    name: 'What failed',
    className: 'main',
    cell: ({ message, error_code, event_type }) => (
      <>
        <span className="row-title">{message === '' ? error_code : message}</span>
        <span className="row-note">
          <code>{error_code}</code> {event_type !== null && <Name>{event_type}</Name>}
        </span>
      </>
    ),
  },
  { name: 'Open', className: 'number', cell: ({ open, total }) => `${count(open)} of ${count(total)}` },
  { name: 'Why', cell: ({ reason }) => <Badge kind="plain">{reason}</Badge> },
  { name: 'Who acts', cell: ({ addressee }) => <Badge kind={`to-${addressee}`}>{addressee}</Badge> },
  { name: 'Last', cell: ({ last_received_at }) => <Ago at={last_received_at} /> },
];

export function GroupsView(): ReactNode {
  const [filters, change] = useFilters(['status', 'reason', 'addressee']);
  const query = useInfiniteQuery(groupsQuery(filters as never));
  const rows = query.data?.pages.flatMap(({ items }) => items) ?? [];
  return (
    <Page
      title="Groups"
      lead="Dead letters that failed for the same cause. The group whose last dead letter is the newest comes first."
      actions={
        <ExportButtons
          name="dead-letter-groups"
          columns={EXPORTED}
          page={(cursor) =>
            dataOf(
              monitor.GET('/api/v1/dead-letter-groups', {
                params: { query: { ...filters, limit: 100, cursor } as never },
              }),
            )
          }
        />
      }
    >
      <form className="filters" role="search" onSubmit={(event) => event.preventDefault()}>
        <Choose
          label="Show"
          value={filters.status}
          options={[
            ['', 'with open ones'],
            ['all', 'all'],
          ]}
          onChange={(status) => change({ status })}
        />
        <Choose
          label="Why"
          value={filters.reason}
          options={[['', 'any reason'], ...REASONS.map((one) => [one, one.replaceAll('_', ' ')] as const)]}
          onChange={(reason) => change({ reason })}
        />
        <Choose
          label="Who acts"
          value={filters.addressee}
          options={[['', 'anybody'], ...ADDRESSEES.map((one) => [one, one] as const)]}
          onChange={(addressee) => change({ addressee })}
        />
      </form>
      {query.error !== null && <Problem error={query.error} retry={() => void query.refetch()} />}
      {query.isPending ? (
        <Loading />
      ) : (
        <Rows
          caption="Groups of dead letters"
          rows={rows}
          columns={COLUMNS}
          idOf={({ id }) => id}
          hrefOf={({ id }) => `/groups/${id}`}
          empty="No group matches. With these filters, nothing is left to do."
        />
      )}
      <More {...query} />
    </Page>
  );
}

const EXPORTED = (
  [
    'id',
    'reason',
    'addressee',
    'open',
    'total',
    'error_code',
    'error_class',
    'message',
    'event_type',
    'first_received_at',
    'last_received_at',
    'last_topic',
  ] as const
).map((name) => ({ name, value: (group: Group) => group[name] }));
