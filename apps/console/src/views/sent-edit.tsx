import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { Monitor } from '../api/client';
import { contentQuery, editsQuery } from '../api/queries';
import { Difference } from '../ui/body';

/** What an edit that was sent changed: by the job that sent it. */
export function SentEdit({ id, job }: { readonly id: string; readonly job: string }): ReactNode {
  const { data: content } = useQuery(contentQuery(id));
  const { data: edits } = useQuery(editsQuery(id));
  const edit = edits?.items.find(({ job_id }) => job_id === job);
  if (content === undefined || edit === undefined) return null;
  const [before, after] = [content.original.value?.text, edit.value?.text];
  const [headersBefore, headersAfter] = [headersOf(content.original.headers), headersOf(edit.headers)];
  return (
    <details className="sent-edit">
      <summary>What was changed</summary>
      {before === undefined || after === undefined ? (
        <p className="note">The content cannot be read any more.</p>
      ) : (
        <Difference before={before} after={after} />
      )}
      {headersBefore !== headersAfter && (
        <>
          <h3>Headers</h3>
          <Difference before={headersBefore} after={headersAfter} />
        </>
      )}
      <p className="note">What looks like a secret is hidden, so a change of one is not seen here.</p>
    </details>
  );
}

function headersOf(headers: Monitor['SentEditView']['headers']): string {
  return headers
    .map(({ name, value }) => `${name}: ${value?.text ?? 'null'}`)
    .sort()
    .join('\n');
}
