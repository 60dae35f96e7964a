import { useMutation } from '@tanstack/react-query';
import { useEffect, type ReactNode } from 'react';
import { post, type Monitor } from '../api/client';
import { BodyText } from '../ui/body';
import { Modal } from '../ui/modal';
import { Loading, Problem } from '../ui/parts';

type Rehearsed = Monitor['RehearsedView'];

/** What today's handler would make of the record; nothing is sent or stored. */
export function useRehearsal(id: string) {
  return useMutation({
    mutationFn: (edited: { readonly value?: string }) => post<Rehearsed>(`/api/v1/dead-letters/${id}/rehearse`, edited),
  });
}

export function Rehearse({ id, onClose }: { readonly id: string; readonly onClose: () => void }): ReactNode {
  const { mutate, data, error } = useRehearsal(id);
  useEffect(() => mutate({}), [mutate]);
  return (
    <Modal title={`Rehearse dead letter ${id}`} open onClose={onClose}>
      <div className="stack">
        {data === undefined && error === null && <Loading />}
        {error !== null && <Problem error={error} />}
        {data !== undefined && <Outcome rehearsed={data} />}
        <footer>
          <button type="button" onClick={onClose}>
            Close
          </button>
        </footer>
      </div>
    </Modal>
  );
}

const SAYS: Readonly<Record<string, string>> = {
  would_succeed: 'It would succeed now.',
  would_fail: 'It would fail again.',
  not_possible: 'It cannot be rehearsed.',
};

export function Outcome({ rehearsed }: { readonly rehearsed: Rehearsed }): ReactNode {
  const { outcome, reason, code, message, step, worker, reply } = rehearsed;
  return (
    <div role="status" className="stack">
      <p>
        <strong>{SAYS[outcome] ?? outcome}</strong>
        {worker && <span className="note"> Asked {worker}.</span>}
      </p>
      {(code ?? reason) && (
        <p>
          <code>{code ?? reason}</code> {message} {step && <span className="note">in the step {step}</span>}
        </p>
      )}
      {reply && (
        <details>
          <summary>
            The reply as it would be sent to <code>{reply.topic}</code>
          </summary>
          <BodyText raw={reply.preview} />
        </details>
      )}
      <p className="note">Nothing was sent or stored.</p>
    </div>
  );
}
