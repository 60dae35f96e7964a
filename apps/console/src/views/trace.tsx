import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Link } from 'wouter';
import { traceQuery } from '../api/queries';
import { FlowDiagram } from '../flow/flow-diagram';
import { counted, milliseconds, time } from '../lib/format';
import { withFilters } from '../lib/use-filters';
import { Badge, Copy, Facts, Loading, Page, Problem } from '../ui/parts';

export function TraceView({ id }: { readonly id: string }): ReactNode {
  const { data: trace, error, refetch } = useQuery(traceQuery(id));
  return (
    <Page
      title={`Trace ${id}`}
      actions={
        <>
          <Copy text={id} what="correlation id" />
          <Link href={withFilters('/events', { correlation_id: id })}>as a list</Link>
          <Link href={withFilters('/records', { correlation_id: id })}>its dead letters</Link>
        </>
      }
    >
      {error !== null && <Problem error={error} retry={() => void refetch()} />}
      {trace === undefined && error === null && <Loading />}
      {trace !== undefined && (
        <>
          <Facts
            facts={[
              { name: 'Outcome', value: <Badge kind={`is-${trace.outcome}`}>{trace.outcome}</Badge> },
              { name: 'Began', value: `${time(trace.started_at)} UTC` },
              { name: 'Took', value: milliseconds(trace.duration_ms) },
              {
                name: 'Events',
                value: trace.complete ? trace.events.length : `the first ${trace.events.length}; there are more`,
              },
            ]}
          />
          <section>
            <h2>{counted(trace.events.length, 'event')}, each below its cause</h2>
            <FlowDiagram events={trace.events} />
          </section>
        </>
      )}
    </Page>
  );
}
