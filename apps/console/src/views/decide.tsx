import { useMutation, useQueryClient, type QueryClient } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { post, type Monitor } from '../api/client';
import { counted } from '../lib/format';
import { oppositeOf, type Verb } from '../lib/verbs';
import { Modal } from '../ui/modal';
import { Problem } from '../ui/parts';
import { say } from '../ui/toasts';

/** Which records: by id, or all that match. */
export type Choice =
  { readonly ids: readonly string[] } | { readonly filter: Readonly<Record<string, string>>; readonly about: string };

export function aboutOf(choice: Choice): string {
  return 'ids' in choice ? counted(choice.ids.length, 'dead letter') : choice.about;
}

export function bodyOf(choice: Choice): { readonly ids: readonly string[] } | { readonly filter: object } {
  return 'ids' in choice ? { ids: choice.ids } : { filter: choice.filter };
}

interface DecideProps {
  readonly verb: Verb;
  readonly choice: Choice;
  readonly onClose: () => void;
  readonly onDone?: () => void;
}

function decided(verb: Verb, reason: string, choice: Choice): Promise<Monitor['DecidedView']> {
  return post<Monitor['DecidedView']>(`/api/v1/dead-letters/${verb.name}`, { reason, ...bodyOf(choice) });
}

/** Of one request. */
const MOST_IDS = 1_000;

/** The decision the other way round, about those that it changed. */
function takenBack(verb: Verb, ids: readonly string[], client: QueryClient) {
  const opposite = oppositeOf(verb);
  if (opposite === undefined || ids.length === 0 || ids.length > MOST_IDS) return undefined;
  const act = async (): Promise<void> => {
    const { changed } = await decided(opposite, 'taken back at once', { ids });
    say(`${opposite.label}: ${counted(changed.length, 'dead letter')}`);
    await client.invalidateQueries();
  };
  return { label: opposite.label, act };
}

/** Asks for the reason, decides, and says what changed. */
export function Decide({ verb, choice, onClose, onDone }: DecideProps): ReactNode {
  const client = useQueryClient();
  const [reason, setReason] = useState('');
  const decide = useMutation({
    mutationFn: () => decided(verb, reason.trim(), choice),
    onSuccess: async ({ changed, unchanged, complete }) => {
      const others = unchanged.length > 0 ? `${counted(unchanged.length, 'other')} stayed as they were.` : undefined;
      say(
        `${verb.label}: ${counted(changed.length, 'dead letter')}`,
        complete ? others : 'More match: do it again.',
        takenBack(verb, changed, client),
      );
      onDone?.();
      onClose();
      await client.invalidateQueries();
    },
  });
  return (
    <Modal title={`${verb.label}: ${aboutOf(choice)}`} open onClose={onClose}>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          decide.mutate();
        }}
      >
        <p>{verb.help}</p>
        <ReasonField value={reason} onChange={setReason} />
        {decide.error !== null && <Problem error={decide.error} />}
        <footer>
          <button type="button" onClick={onClose}>
            Cancel
          </button>
          <button type="submit" className="primary" disabled={decide.isPending}>
            {verb.label}
          </button>
        </footer>
      </form>
    </Modal>
  );
}

export function ReasonField({
  value,
  onChange,
}: {
  readonly value: string;
  readonly onChange: (reason: string) => void;
}): ReactNode {
  return (
    <label className="field">
      Reason
      <textarea
        required
        data-first=""
        maxLength={1_000}
        rows={2}
        value={value}
        onChange={({ target }) => onChange(target.value)}
        placeholder="Kept with the record and in the audit trail"
      />
    </label>
  );
}

/** Of a job; empty: without a limit. */
export function RateField({
  value,
  onChange,
}: {
  readonly value: string;
  readonly onChange: (rate: string) => void;
}): ReactNode {
  return (
    <label className="field">
      Records a second at most
      <input
        type="number"
        min={1}
        max={100_000}
        value={value}
        placeholder="as fast as it goes"
        onChange={({ target }) => onChange(target.value)}
      />
    </label>
  );
}
