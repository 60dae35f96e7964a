import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Link } from 'wouter';
import { dataOf, monitor, type Monitor } from '../api/client';
import { time } from '../lib/format';
import { SentEdit } from './sent-edit';

type Letter = Monitor['DeadLetterView'];

interface Step {
  readonly at: string;
  readonly what: string;
  readonly by?: string | null;
  readonly reason?: string;
  readonly link?: string | null;
  readonly isEdit?: boolean;
}

/** What became of the record: that it came, and every decision. */
export function RecordHistory({ letter }: { readonly letter: Letter }): ReactNode {
  const { data } = useQuery({
    queryKey: ['records', 'history', letter.id, letter.status],
    queryFn: () => dataOf(monitor.GET('/api/v1/dead-letters/{id}/history', { params: { path: { id: letter.id } } })),
  });
  const decided = data?.items.map(({ at, actor, verb, from, to, reason, link }) => {
    return { at, what: `${verb}: ${from} → ${to}`, by: actor, reason, link, isEdit: verb === 'edit' };
  });
  const steps = [...arrivalOf(letter), ...(decided ?? [])].sort((a, b) => Date.parse(a.at) - Date.parse(b.at));
  return (
    <section>
      <h2>History</h2>
      <ol className="history">
        {steps.map(({ at, what, by, reason, link, isEdit }) => (
          <li key={`${at} ${what}`}>
            <time dateTime={at}>{time(at)}</time> <strong>{what.replaceAll('_', ' ')}</strong>
            {by && <> by {by}</>}
            {reason && <span className="note"> — {reason}</span>}
            {link && <LinkTo link={link} />}
            {link && isEdit === true && <SentEdit id={letter.id} job={link} />}
          </li>
        ))}
      </ol>
    </section>
  );
}

/** A job, or the dead letter as which the record came back. */
function LinkTo({ link }: { readonly link: string }): ReactNode {
  const isLetter = /^[0-9]+$/.test(link);
  return (
    <>
      {' '}
      <Link href={isLetter ? `/records/${link}` : `/jobs/${link}`}>{isLetter ? `dead letter ${link}` : 'job'}</Link>
    </>
  );
}

function arrivalOf({ failed_at, consumer_group, received_at, first_seen_at }: Letter): readonly Step[] {
  const failed = failed_at === null ? [] : [{ at: failed_at, what: 'failed', by: consumer_group }];
  return [
    ...failed,
    { at: received_at, what: 'came to the dead-letter topic' },
    { at: first_seen_at, what: 'collected' },
  ];
}
