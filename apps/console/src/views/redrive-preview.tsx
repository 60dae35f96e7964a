import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { post, type Monitor } from '../api/client';
import { counted } from '../lib/format';
import { Name, Problem } from '../ui/parts';

interface PreviewProps {
  readonly input: object;
  readonly rate: number | undefined;
}

/** Where the records would go, and which of them would not. */
export function RedrivePreview({ input, rate }: PreviewProps): ReactNode {
  const { data, error } = useQuery({
    queryKey: ['preview', input, rate],
    queryFn: () => post<Monitor['JobPreview']>('/api/v1/jobs/preview', { kind: 'republish_dead_letters', input, rate }),
    retry: false,
  });
  if (error !== null) return <Problem error={error} />;
  if (data === undefined) return null;
  return (
    <div className="preview">
      <p>
        <strong>{counted(data.sent, 'record')}</strong> of {data.total} would be sent
        {data.seconds !== null && `, in about ${counted(data.seconds, 'second')}`}:
      </p>
      <ul>
        {data.topics.map(({ topic, records }) => (
          <li key={topic}>
            {counted(records, 'record')} to{' '}
            <code>
              <Name>{topic}</Name>
            </code>
          </li>
        ))}
        {Object.entries(data.skipped).map(([reason, records]) => (
          <li key={reason}>
            {counted(records, 'record')} not: <code>{reason}</code>
          </li>
        ))}
        {data.about_people > 0 && (
          <li>{counted(data.about_people, 'record')} of them about people: sent if they can still be read</li>
        )}
      </ul>
    </div>
  );
}
