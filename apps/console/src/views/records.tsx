import { useState, type ReactNode } from 'react';
import { dataOf, monitor, type Monitor } from '../api/client';
import { useFilters, type Filters } from '../lib/use-filters';
import { verbsNamed, type Verb } from '../lib/verbs';
import { ExportButtons } from '../ui/export-buttons';
import { Choose, TextFilter } from '../ui/filters';
import { Page } from '../ui/parts';
import { Decide, type Choice } from './decide';
import { RecordList } from './record-list';
import { Redrive } from './redrive';

const FILTERS = ['status', 'topic', 'code', 'correlation_id', 'group'] as const;
type Name = (typeof FILTERS)[number];

const STATES: readonly Monitor['DeadLetterView']['status'][] = [
  'open',
  'acknowledged',
  'redriving',
  'failed_again',
  'edited',
  'quarantined',
  'resolved',
  'discarded',
];

export function RecordsView(): ReactNode {
  const [filters, change] = useFilters(FILTERS);
  return (
    <Page
      title="Dead letters"
      lead="Records that could not be handled, newest first."
      actions={
        <>
          <AllThatMatch filters={filters} />
          <ExportButtons
            name="dead-letters"
            columns={EXPORTED}
            page={(cursor) =>
              dataOf(
                monitor.GET('/api/v1/dead-letters', { params: { query: { ...filters, limit: 100, cursor } as never } }),
              )
            }
          />
        </>
      }
    >
      <form className="filters" role="search" onSubmit={(event) => event.preventDefault()}>
        <Choose
          label="State"
          value={filters.status}
          options={[['', 'any'], ...STATES.map((one) => [one, one.replaceAll('_', ' ')] as const)]}
          onChange={(status) => change({ status })}
        />
        <TextFilter label="Dead-letter topic" value={filters.topic} onChange={(topic) => change({ topic })} first />
        <TextFilter label="Error code" value={filters.code} onChange={(code) => change({ code })} />
        <TextFilter
          label="Correlation id"
          value={filters.correlation_id}
          onChange={(correlation_id) => change({ correlation_id })}
        />
        <TextFilter label="Group" value={filters.group} onChange={(group) => change({ group })} />
      </form>
      <RecordList filters={filters} />
    </Page>
  );
}

/** Decisions and redrives take the same filters, but for the state: they know themselves which fit. */
function AllThatMatch({ filters }: { readonly filters: Filters<Name> }): ReactNode {
  const [open, setOpen] = useState<Verb | 'redrive' | null>(null);
  const { status: _, ...filter } = filters;
  const given = Object.entries(filter).filter((one): one is [string, string] => one[1] !== undefined);
  if (given.length === 0) return null;
  const choice: Choice = { filter: Object.fromEntries(given), about: 'all that match the filters' };
  const close = (): void => setOpen(null);
  return (
    <>
      <button type="button" onClick={() => setOpen('redrive')}>
        Redrive all that match
      </button>
      {verbsNamed('acknowledge', 'resolve', 'discard').map((verb) => (
        <button key={verb.name} type="button" onClick={() => setOpen(verb)}>
          {verb.label} all that match
        </button>
      ))}
      {open === 'redrive' && <Redrive choice={choice} onClose={close} />}
      {open !== null && open !== 'redrive' && <Decide verb={open} choice={choice} onClose={close} />}
    </>
  );
}

type Letter = Monitor['DeadLetterView'];

const EXPORTED = (
  [
    'id',
    'status',
    'reason',
    'addressee',
    'group_id',
    'received_at',
    'dlq_topic',
    'dlq_partition',
    'dlq_offset',
    'original_topic',
    'original_partition',
    'original_offset',
    'original_key',
    'error_code',
    'error_type',
    'error_message',
    'error_category',
    'correlation_id',
    'event_type',
    'retry_count',
    'consumer_group',
    'closed_at',
    'closed_by',
    'close_reason',
  ] as const
).map((name) => ({ name, value: (letter: Letter) => letter[name] }));
