import { useState, type ReactNode } from 'react';
import { useLocation } from 'wouter';
import { Page } from '../ui/parts';

export function TracesView(): ReactNode {
  return (
    <Page title="Traces" lead="What one correlation id did, or what happened in a session, as the recorder has it.">
      <Find label="Correlation id" to={(id) => `/traces/${encodeURIComponent(id)}`} first />
      <Find label="Session id" to={(id) => `/sessions/${encodeURIComponent(id)}`} />
    </Page>
  );
}

interface FindProps {
  readonly label: string;
  readonly to: (id: string) => string;
  readonly first?: true;
}

function Find({ label, to, first }: FindProps): ReactNode {
  const [, navigate] = useLocation();
  const [id, setId] = useState('');
  return (
    <form
      className="inline"
      onSubmit={(event) => {
        event.preventDefault();
        navigate(to(id.trim()));
      }}
    >
      <label className="field">
        {label}
        <input
          required
          {...(first && { 'data-search': '' })}
          maxLength={1_024}
          spellCheck={false}
          value={id}
          onChange={(e) => setId(e.target.value)}
        />
      </label>
      <button type="submit">Show</button>
    </form>
  );
}
