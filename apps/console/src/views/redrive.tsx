import { useMutation } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { useLocation } from 'wouter';
import { dataOf, monitor } from '../api/client';
import { Modal } from '../ui/modal';
import { Problem } from '../ui/parts';
import { aboutOf, bodyOf, RateField, ReasonField, type Choice } from './decide';
import { RedrivePreview } from './redrive-preview';

interface RedriveProps {
  readonly choice: Choice;
  readonly onClose: () => void;
}

/** Sends records again, to where they failed, in order. What would happen is shown before. */
export function Redrive({ choice, onClose }: RedriveProps): ReactNode {
  const [, navigate] = useLocation();
  const [reason, setReason] = useState('');
  const [rate, setRate] = useState('');
  const [target, setTarget] = useState('');
  const body = {
    kind: 'republish_dead_letters' as const,
    reason: reason.trim(),
    input: { ...bodyOf(choice), ...(target.trim() !== '' && { target: target.trim() }) },
    ...(rate === '' ? {} : { rate: Number(rate) }),
  };
  const create = useMutation({
    mutationFn: () => dataOf(monitor.POST('/api/v1/jobs', { body: body as never })),
    onSuccess: ({ id }) => navigate(`/jobs/${id}`),
  });
  return (
    <Modal title={`Redrive: ${aboutOf(choice)}`} open onClose={onClose}>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          create.mutate();
        }}
      >
        <p>
          Each record goes to the topic that it failed on once more, in the order of that topic. When its readers are
          past it and it did not come back, the dead letter is resolved.
        </p>
        <RedrivePreview input={body.input} rate={body.rate} />
        <RateField value={rate} onChange={setRate} />
        <label className="field">
          To another topic
          <input
            value={target}
            placeholder="where each failed"
            maxLength={249}
            spellCheck={false}
            onChange={(e) => setTarget(e.target.value)}
          />
        </label>
        <ReasonField value={reason} onChange={setReason} />
        {create.error !== null && <Problem error={create.error} />}
        <footer>
          <button type="button" onClick={onClose}>
            Cancel
          </button>
          <button type="submit" className="primary" disabled={create.isPending}>
            Redrive
          </button>
        </footer>
      </form>
    </Modal>
  );
}
