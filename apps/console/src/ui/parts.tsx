import { useEffect, useState, type ReactNode } from 'react';
import { ProblemError } from '../api/problem';
import { ago, time } from '../lib/format';
import { pieces } from '../lib/pretty';
import { say } from './toasts';

/** A long name that may be broken where its parts end. */
export function Name({ children }: { readonly children: string }): ReactNode {
  return pieces(children).flatMap((piece, index) => (index === 0 ? [piece] : [<wbr key={index} />, piece]));
}

export function Badge({ kind, children }: { readonly kind: string; readonly children?: string }): ReactNode {
  return <span className={`badge ${kind}`}>{(children ?? kind).replaceAll('_', ' ')}</span>;
}

/** Ages grow while somebody looks. */
export function Ago({ at }: { readonly at: string }): ReactNode {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 10_000);
    return () => clearInterval(timer);
  }, []);
  return (
    <time dateTime={at} title={`${time(at)} UTC`}>
      {ago(at, now)}
    </time>
  );
}

export function Problem({ error, retry }: { readonly error: unknown; readonly retry?: () => void }): ReactNode {
  const known = error instanceof ProblemError ? error : null;
  return (
    <div className="problem" role="alert">
      <p>
        <strong>{known?.message ?? 'The monitor cannot be reached.'}</strong>
      </p>
      <p className="note">
        {known === null ? String(error) : <code>{known.code}</code>}
        {known?.requestId != null && (
          <>
            {' '}
            · request <code>{known.requestId}</code>, as in the log
          </>
        )}
      </p>
      {retry !== undefined && (
        <button type="button" onClick={retry}>
          Try again
        </button>
      )}
    </div>
  );
}

export function Loading(): ReactNode {
  return (
    <p className="loading" role="status">
      Loading …
    </p>
  );
}

export function Copy({ text, what }: { readonly text: string; readonly what: string }): ReactNode {
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(text);
      say('Copied', what);
    } catch {
      say('Not copied', 'This browser gives no access to the clipboard here; select the text instead.');
    }
  };
  return (
    <button type="button" className="small" onClick={() => void copy()} aria-label={`Copy ${what}`}>
      Copy
    </button>
  );
}

export interface Fact {
  readonly name: string;
  readonly value: ReactNode;
}

/** What is not known is left out. */
export function Facts({ facts }: { readonly facts: readonly Fact[] }): ReactNode {
  const known = facts.filter(({ value }) => value !== null && value !== undefined && value !== '');
  return (
    <dl className="facts">
      {known.map(({ name, value }) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

export function Page({
  title,
  children,
  actions,
  lead,
}: {
  readonly title: string;
  readonly children: ReactNode;
  readonly actions?: ReactNode;
  readonly lead?: ReactNode;
}): ReactNode {
  useEffect(() => {
    document.title = `${title} · OmniNode console`;
  }, [title]);
  return (
    <>
      <header className="page-header">
        <h1 tabIndex={-1}>
          <Name>{title}</Name>
        </h1>
        {actions !== undefined && <div className="actions">{actions}</div>}
      </header>
      {lead !== undefined && <p className="lead">{lead}</p>}
      {children}
    </>
  );
}
