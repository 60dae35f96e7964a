import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { useLocation } from 'wouter';
import { post, type Monitor } from '../api/client';
import { contentQuery } from '../api/queries';
import { bytesOf } from '../lib/base64';
import { Difference } from '../ui/body';
import { Modal } from '../ui/modal';
import { Loading, Problem } from '../ui/parts';
import { say } from '../ui/toasts';
import { ReasonField } from './decide';
import { Outcome, useRehearsal } from './rehearse';

/** Sends the record with another content. The original stays. */
export function Edit({ id, onClose }: { readonly id: string; readonly onClose: () => void }): ReactNode {
  const client = useQueryClient();
  const [, navigate] = useLocation();
  const [value, setValue] = useState<string | null>(null);
  const [reason, setReason] = useState('');
  const content = useQuery(contentQuery(id));
  const before = textOf(content.data);
  const text = value ?? before;
  const rehearsal = useRehearsal(id);
  const edit = useMutation({
    mutationFn: () =>
      post<Monitor['EditedView']>(`/api/v1/dead-letters/${id}/edit`, { reason: reason.trim(), value: text }),
    onSuccess: async ({ job }) => {
      say('Edited', 'The record is being sent with its new content; the original is kept.');
      await client.invalidateQueries({ queryKey: ['records'] });
      navigate(`/jobs/${job.id}`);
    },
  });
  return (
    <Modal title={`Edit dead letter ${id}`} open onClose={onClose}>
      {content.isPending && <Loading />}
      {content.error !== null && <Problem error={content.error} />}
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          edit.mutate();
        }}
      >
        <label className="field">
          Content
          <textarea
            className="code"
            data-first=""
            rows={14}
            spellCheck={false}
            value={text}
            onChange={(e) => setValue(e.target.value)}
          />
        </label>
        {value !== null && value !== before && <Difference before={before} after={value} />}
        {rehearsal.data !== undefined && <Outcome rehearsed={rehearsal.data} />}
        {rehearsal.error !== null && <Problem error={rehearsal.error} />}
        <ReasonField value={reason} onChange={setReason} />
        {edit.error !== null && <Problem error={edit.error} />}
        <footer>
          <button type="button" onClick={onClose}>
            Cancel
          </button>
          <button type="button" disabled={rehearsal.isPending} onClick={() => rehearsal.mutate({ value: text })}>
            Rehearse
          </button>
          <button type="submit" className="primary" disabled={edit.isPending || value === null || value === before}>
            Send edited
          </button>
        </footer>
      </form>
    </Modal>
  );
}

/** Exactly, so that what is not touched stays: who may edit gets the bytes. */
function textOf(content: Monitor['ContentView'] | undefined): string {
  const value = content?.original.value;
  if (value?.base64 == null) return value?.text ?? '';
  return new TextDecoder().decode(bytesOf(value.base64));
}
