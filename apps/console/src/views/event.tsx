import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Link } from 'wouter';
import { eventQuery } from '../api/queries';
import { bytes, time } from '../lib/format';
import { BodyText } from '../ui/body';
import { Facts, Loading, Name, Page, Problem } from '../ui/parts';

export function EventView({ id }: { readonly id: string }): ReactNode {
  const { data: event, error, refetch } = useQuery(eventQuery(id));
  if (error !== null) return <Problem error={error} retry={() => void refetch()} />;
  if (event === undefined) return <Loading />;
  const headers = Object.entries(event.headers ?? {});
  return (
    <Page title={`Event ${event.event_id}`} lead={event.unreadable ?? undefined}>
      <Facts
        facts={[
          {
            name: 'Topic',
            value: (
              <code>
                <Name>{event.topic}</Name>
                {` [${event.partition}] @ ${event.offset}`}
              </code>
            ),
          },
          {
            name: 'Type',
            value: event.event_type && (
              <code>
                <Name>{event.event_type}</Name>
              </code>
            ),
          },
          { name: 'From', value: event.source },
          { name: 'Recorded', value: `${time(event.recorded_at)} UTC` },
          { name: "By its sender's clock", value: event.event_time && `${time(event.event_time)} UTC` },
          {
            name: 'Correlation id',
            value: event.correlation_id && (
              <Link href={`/traces/${encodeURIComponent(event.correlation_id)}`}>{event.correlation_id}</Link>
            ),
          },
          {
            name: 'Session',
            value: event.session_id && (
              <Link href={`/sessions/${encodeURIComponent(event.session_id)}`}>{event.session_id}</Link>
            ),
          },
          { name: 'Caused by', value: event.causation_id && <code>{event.causation_id}</code> },
          { name: 'Key', value: event.key && <code>{event.key}</code> },
          { name: 'Size', value: event.value_bytes === null ? 'without a value' : bytes(event.value_bytes) },
          { name: 'Personal data', value: event.personal_data },
        ]}
      />
      {headers.length > 0 && (
        <section>
          <h2>Headers</h2>
          <table className="pairs">
            <tbody>
              {headers.map(([name, value]) => (
                <tr key={name}>
                  <th scope="row">{name}</th>
                  <td>
                    <code>{value ?? 'null'}</code>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
      {event.payload !== null && (
        <section>
          <h2>Value</h2>
          <BodyText raw={event.payload} />
        </section>
      )}
    </Page>
  );
}
