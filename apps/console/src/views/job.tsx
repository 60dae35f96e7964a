import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { dataOf, monitor, type Monitor } from '../api/client';
import { jobQuery } from '../api/queries';
import { useLiveJob } from '../api/use-live-job';
import { count, counted, duration } from '../lib/format';
import { Modal } from '../ui/modal';
import { Ago, Badge, Facts, Loading, Page, Problem } from '../ui/parts';
import { RateField, ReasonField } from './decide';

type Job = Monitor['JobView'];

export function JobView({ id }: { readonly id: string }): ReactNode {
  const { data: job, error, refetch } = useLiveJob(id);
  const [open, setOpen] = useState<'cancel' | 'resume' | null>(null);
  if (error !== null) return <Problem error={error} retry={() => void refetch()} />;
  if (job === undefined) return <Loading />;
  const isOver = job.ended_at !== null;
  return (
    <Page
      title={job.kind.replaceAll('_', ' ')}
      lead={job.reason}
      actions={
        <>
          {!isOver && (
            <button type="button" onClick={() => setOpen('cancel')}>
              Cancel the job
            </button>
          )}
          {(job.state === 'failed' || job.state === 'cancelled') && (
            <button type="button" className="primary" onClick={() => setOpen('resume')}>
              Resume
            </button>
          )}
        </>
      }
    >
      <Progress job={job} />
      {job.error !== null && (
        <div className="problem" role="alert">
          <p>
            <strong>{job.error}</strong>
          </p>
          {job.error_code !== null && <code>{job.error_code}</code>}
        </div>
      )}
      <Facts
        facts={[
          { name: 'By', value: job.actor },
          { name: 'Created', value: <Ago at={job.created_at} /> },
          { name: 'Began', value: job.started_at && <Ago at={job.started_at} /> },
          { name: 'Ended', value: job.ended_at && <Ago at={job.ended_at} /> },
          {
            name: 'Rate',
            value: job.rate === null ? 'as fast as it goes' : `${counted(job.rate, 'record')} a second at most`,
          },
          { name: 'Attempts', value: job.attempts },
          { name: 'Cancelled', value: job.cancelled_by && `by ${job.cancelled_by}: ${job.cancel_reason ?? ''}` },
        ]}
      />
      {!isOver && <Rate key={job.rate} job={job} />}
      {job.result !== null && (
        <section>
          <h2>Result</h2>
          <pre tabIndex={0}>{JSON.stringify(job.result, null, 2)}</pre>
        </section>
      )}
      <section>
        <h2>Input</h2>
        <pre tabIndex={0}>{JSON.stringify(job.input, null, 2)}</pre>
      </section>
      {open !== null && <Change job={job} verb={open} onClose={() => setOpen(null)} />}
    </Page>
  );
}

function Progress({ job: { state, done, total, per_second, seconds_left } }: { readonly job: Job }): ReactNode {
  return (
    <div className="job-progress">
      <p role="status">
        <Badge kind={`is-${state}`}>{state}</Badge> <strong>{count(done)}</strong>
        {total !== null && <> of {count(total)}</>}
        {per_second !== null && state === 'running' && <> · {count(Math.round(per_second))} a second</>}
        {seconds_left !== null && <> · {duration(seconds_left)} left</>}
      </p>
      <progress
        max={total ?? 1}
        {...((total !== null || state !== 'running') && { value: total === null ? 1 : done })}
        aria-label="Progress"
      />
    </div>
  );
}

function Rate({ job }: { readonly job: Job }): ReactNode {
  const client = useQueryClient();
  const [rate, setRate] = useState(job.rate === null ? '' : String(job.rate));
  const set = useMutation({
    mutationFn: () =>
      dataOf(
        monitor.POST('/api/v1/jobs/{id}/rate', {
          params: { path: { id: job.id } },
          body: rate === '' ? {} : { rate: Number(rate) },
        }),
      ),
    onSuccess: (changed) => client.setQueryData(jobQuery(job.id).queryKey, changed),
  });
  return (
    <form
      className="inline"
      onSubmit={(event) => {
        event.preventDefault();
        set.mutate();
      }}
    >
      <RateField value={rate} onChange={setRate} />
      <button type="submit" disabled={set.isPending}>
        Set
      </button>
      {set.error !== null && <Problem error={set.error} />}
    </form>
  );
}

const TITLES = { cancel: 'Cancel the job', resume: 'Resume the job' } as const;

interface ChangeProps {
  readonly job: Job;
  readonly verb: keyof typeof TITLES;
  readonly onClose: () => void;
}

function Change({ job, verb, onClose }: ChangeProps): ReactNode {
  const client = useQueryClient();
  const [reason, setReason] = useState('');
  const change = useMutation({
    mutationFn: () =>
      dataOf(
        monitor.POST(`/api/v1/jobs/{id}/${verb}`, {
          params: { path: { id: job.id } },
          body: { reason: reason.trim() },
        }),
      ),
    onSuccess: (changed) => {
      client.setQueryData(jobQuery(job.id).queryKey, changed);
      onClose();
    },
  });
  return (
    <Modal title={TITLES[verb]} open onClose={onClose}>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          change.mutate();
        }}
      >
        <p>
          {verb === 'cancel'
            ? 'It stops after the step that is under way, and can be resumed.'
            : 'It goes on where it was.'}
        </p>
        <ReasonField value={reason} onChange={setReason} />
        {change.error !== null && <Problem error={change.error} />}
        <footer>
          <button type="button" onClick={onClose}>
            Leave it
          </button>
          <button type="submit" className="primary" disabled={change.isPending}>
            {TITLES[verb]}
          </button>
        </footer>
      </form>
    </Modal>
  );
}
