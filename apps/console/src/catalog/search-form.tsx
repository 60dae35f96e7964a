import { useEffect, useState, type ReactNode } from 'react';
import type { EntryView } from '../api/catalog';
import type { Wanted } from './search';

const PATTERNS = ['request', 'response', 'event', 'audit', 'status', 'dlq'] as const;

interface SearchFormProps {
  readonly entries: readonly EntryView[];
  readonly wanted: Wanted;
  readonly found: number;
  readonly onChange: (changes: Readonly<Partial<Record<'q' | 'pattern' | 'service' | 'role', string>>>) => void;
}

export function SearchForm({ entries, wanted, found, onChange }: SearchFormProps): ReactNode {
  const services = [...new Set(entries.flatMap(({ producers, consumers }) => [...producers, ...consumers]))].sort();
  const isAsked = wanted.text !== '' || wanted.patterns.length > 0 || wanted.service !== '';
  const toggle = (pattern: string): void => {
    const { patterns } = wanted;
    const next = patterns.includes(pattern) ? patterns.filter((one) => one !== pattern) : [...patterns, pattern];
    onChange({ pattern: next.join(' ') });
  };
  return (
    <form className="catalog-search" role="search" onSubmit={(event) => event.preventDefault()}>
      <SearchText value={wanted.text} onChange={(q) => onChange({ q })} />
      <div className="chips" role="group" aria-label="Pattern">
        {PATTERNS.map((pattern) => (
          <button
            key={pattern}
            type="button"
            className="chip"
            aria-pressed={wanted.patterns.includes(pattern)}
            onClick={() => toggle(pattern)}
          >
            {pattern} <small>{entries.filter((entry) => entry.pattern === pattern).length}</small>
          </button>
        ))}
      </div>
      <div className="catalog-service">
        <select
          aria-label="Role of the service"
          value={wanted.role}
          onChange={({ target }) => onChange({ role: target.value })}
        >
          <option value="">Used by</option>
          <option value="produces">Produced by</option>
          <option value="consumes">Consumed by</option>
        </select>
        <select
          aria-label="Service"
          value={wanted.service}
          onChange={({ target }) => onChange({ service: target.value })}
        >
          <option value="">any service</option>
          {services.map((service) => (
            <option key={service}>{service}</option>
          ))}
        </select>
      </div>
      <p className="found">
        <span role="status">{toldOf(found, entries.length, isAsked)}</span>
        {isAsked && (
          <button
            type="button"
            className="small"
            onClick={() => onChange({ q: '', pattern: '', service: '', role: '' })}
          >
            Clear
          </button>
        )}
      </p>
    </form>
  );
}

function toldOf(found: number, all: number, isAsked: boolean): string {
  if (found === 0) return 'Nothing matches. A word finds names that begin with it, and forgives a typo.';
  return isAsked ? `${found} of ${all}` : `${all} messages`;
}

/** The list follows each letter, the address shortly after the last one. */
function SearchText({
  value,
  onChange,
}: {
  readonly value: string;
  readonly onChange: (text: string) => void;
}): ReactNode {
  const [text, setText] = useState(value);
  useEffect(() => setText(value), [value]);
  const change = (next: string): void => {
    setText(next);
    onChange(next);
  };
  return (
    <label className="catalog-query">
      <span className="unseen">Search names, topics, fields, services</span>
      <input
        type="search"
        data-search=""
        placeholder="Search names, topics, fields"
        autoComplete="off"
        autoCapitalize="off"
        spellCheck={false}
        maxLength={300}
        value={text}
        onChange={({ target }) => change(target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape') change('');
          else if (event.key === 'Enter') document.querySelector<HTMLElement>('.catalog-list a')?.click();
          else if (event.key === 'ArrowDown') document.querySelector<HTMLElement>('.catalog-list a')?.focus();
          else return;
          event.preventDefault();
        }}
      />
      <kbd aria-hidden="true">/</kbd>
    </label>
  );
}
