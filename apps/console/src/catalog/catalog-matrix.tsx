import type { ReactNode } from 'react';
import type { EntryView } from '../api/catalog';
import { Badge } from '../ui/parts';

/** What is shown while no entry is open. */
export function CatalogMatrix({ entries }: { readonly entries: readonly EntryView[] }): ReactNode {
  const domains = [...new Set(entries.map(({ domain }) => domain))];
  const patterns = [...new Set(entries.map(({ pattern }) => pattern))];
  const count = (domain: string, pattern: string): number =>
    entries.filter((entry) => entry.domain === domain && entry.pattern === pattern).length;
  return (
    <>
      <h2>Every message on the bus</h2>
      <p className="lead">
        {entries.length} kinds of message: where each is sent, who sends and reads it, what is in it, and what is
        refused. All of it comes from the classes that check the messages.
      </p>
      <div className="scroll" tabIndex={0} role="group" aria-label="Entries by domain and pattern">
        <table className="pairs matrix">
          <thead>
            <tr>
              <th scope="col">Domain</th>
              {patterns.map((pattern) => (
                <th key={pattern} scope="col">
                  <Badge kind={pattern} />
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {domains.map((domain) => (
              <tr key={domain}>
                <th scope="row">{domain}</th>
                {patterns.map((pattern) => (
                  <td key={pattern}>{count(domain, pattern) || '·'}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p className="note">
        As JSON: <a href="/catalog.json">catalog.json</a>.
      </p>
    </>
  );
}
