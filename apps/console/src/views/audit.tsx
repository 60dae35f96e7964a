import { useInfiniteQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { dataOf, recorder } from '../api/client';
import { eventsQuery } from '../api/queries';
import { auditEntryOf } from '../lib/audit-entry';
import { ExportButtons } from '../ui/export-buttons';
import { More } from '../ui/more';
import { Ago, Loading, Page, Problem } from '../ui/parts';
import { Rows, type Column } from '../ui/rows';
import type { Event } from './events';

/** Where decisions of people and ends of jobs are published. */
const AUDIT_TOPIC = 'omninode.audit.agent_execution.v1';

const COLUMNS: readonly Column<Event>[] = [
  {
    name: 'What was done',
    className: 'main',
    cell: ({ preview }) => {
      const { action, reason } = auditEntryOf(preview);
      return (
        <>
          <span className="row-title">{(action ?? 'something else').replaceAll('_', ' ')}</span>
          <span className="row-note">{reason}</span>
        </>
      );
    },
  },
  { name: 'By', cell: ({ preview }) => auditEntryOf(preview).actor },
  { name: 'Through', cell: ({ source }) => source },
  { name: 'Recorded', cell: ({ recorded_at }) => <Ago at={recorded_at} /> },
];

export function AuditView(): ReactNode {
  const query = useInfiniteQuery(eventsQuery({ topic: AUDIT_TOPIC }));
  const rows = query.data?.pages.flatMap(({ items }) => items) ?? [];
  return (
    <Page
      title="Audit"
      lead={
        <>
          Who decided what and why, newest first. <code>omni audit verify</code> proves that nothing is missing or
          changed.
        </>
      }
      actions={
        <ExportButtons
          name="audit"
          columns={EXPORTED}
          page={(cursor) =>
            dataOf(recorder.GET('/api/v1/events', { params: { query: { topic: AUDIT_TOPIC, limit: 100, cursor } } }))
          }
        />
      }
    >
      {query.error !== null && <Problem error={query.error} retry={() => void query.refetch()} />}
      {query.isPending ? (
        <Loading />
      ) : (
        query.error === null && (
          <Rows
            caption="Audit trail"
            rows={rows}
            columns={COLUMNS}
            idOf={({ event_id }) => event_id}
            hrefOf={({ event_id }) => `/events/${event_id}`}
            empty="Nobody has decided anything yet."
          />
        )
      )}
      <More {...query} />
    </Page>
  );
}

const EXPORTED = [
  { name: 'recorded_at', value: (event: Event) => event.recorded_at },
  { name: 'actor', value: (event: Event) => auditEntryOf(event.preview).actor },
  { name: 'action', value: (event: Event) => auditEntryOf(event.preview).action },
  { name: 'reason', value: (event: Event) => auditEntryOf(event.preview).reason },
  { name: 'source', value: (event: Event) => event.source },
  { name: 'event_id', value: (event: Event) => event.event_id },
];
