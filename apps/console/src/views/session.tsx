import { useQuery } from '@tanstack/react-query';
import { useMemo, type ReactNode } from 'react';
import type { Recorder } from '../api/client';
import { sessionTimelineQuery } from '../api/queries';
import { FlowDiagram } from '../flow/flow-diagram';
import { followedBy } from '../flow/layout';
import { counted, milliseconds, time } from '../lib/format';
import { Badge, Facts, Loading, Name, Page, Problem } from '../ui/parts';

type Session = Recorder['SessionView'];

export function SessionView({ id }: { readonly id: string }): ReactNode {
  const { data: session, error, refetch } = useQuery(sessionTimelineQuery(id));
  const events = useMemo(() => followedBy(session?.timeline ?? []), [session]);
  return (
    <Page title={`Session ${id}`}>
      {error !== null && <Problem error={error} retry={() => void refetch()} />}
      {session === undefined && error === null && <Loading />}
      {session !== undefined && (
        <>
          <SessionFacts session={session} />
          <Breakdown title="By topic" rows={session.by_topic} />
          <section>
            <h2>{counted(events.length, 'event')}, each after the one before it with the same correlation id</h2>
            <FlowDiagram events={events} />
          </section>
        </>
      )}
    </Page>
  );
}

function SessionFacts({ session }: { readonly session: Session }): ReactNode {
  const { status, progress, requests, success_rate, durations_ms, complete } = session;
  return (
    <Facts
      facts={[
        { name: 'Status', value: status && <Badge kind={`is-${status}`}>{status}</Badge> },
        { name: 'Progress', value: progress === null ? null : `${progress} %` },
        { name: 'Began', value: `${time(session.started_at)} UTC` },
        { name: 'Took', value: milliseconds(session.duration_ms) },
        {
          name: 'Requests',
          value: `${requests.answered} answered, ${requests.failed} failed, ${requests.pending} pending`,
        },
        { name: 'Success', value: success_rate === null ? null : `${Math.round(success_rate * 100)} %` },
        { name: 'Half are answered in', value: durations_ms && milliseconds(durations_ms.p50) },
        { name: '95 % in', value: durations_ms && milliseconds(durations_ms.p95) },
        { name: 'Shown', value: complete ? 'all events' : 'the first events; there are more' },
      ]}
    />
  );
}

function Breakdown({ title, rows }: { readonly title: string; readonly rows: Session['by_topic'] }): ReactNode {
  if (rows.length === 0) return null;
  return (
    <section>
      <h2>{title}</h2>
      <table className="pairs counts">
        <thead>
          <tr>
            <th scope="col">Topic</th>
            <th scope="col">Events</th>
            <th scope="col">Errors</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ name, events, errors }) => (
            <tr key={name}>
              <th scope="row">
                <Name>{name}</Name>
              </th>
              <td>{events}</td>
              <td className={errors > 0 ? 'error' : undefined}>{errors}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
