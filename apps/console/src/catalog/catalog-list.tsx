import { useEffect, useRef, type KeyboardEvent, type ReactNode } from 'react';
import { Badge, Name } from '../ui/parts';
import { Marked } from './marked';
import type { Found } from './search';

interface CatalogListProps {
  readonly found: readonly Found[];
  /** Then the best comes first; else they stand by domain. */
  readonly isSearch: boolean;
  readonly current: string | undefined;
}

export function CatalogList({ found, isSearch, current }: CatalogListProps): ReactNode {
  const domains = [...new Set(found.map(({ entry }) => entry.domain))];
  return (
    <nav className="catalog-list" aria-label="Messages" onKeyDown={move}>
      {isSearch ? (
        <List found={found} current={current} />
      ) : (
        domains.map((domain) => {
          const own = found.filter(({ entry }) => entry.domain === domain);
          return (
            <section key={domain}>
              <h2>
                {domain} <small>{own.length}</small>
              </h2>
              <List found={own} current={current} />
            </section>
          );
        })
      )}
    </nav>
  );
}

function List({ found, current }: Omit<CatalogListProps, 'isSearch'>): ReactNode {
  return (
    <ul>
      {found.map((one) => (
        <Item key={one.entry.name} found={one} isCurrent={one.entry.name === current} />
      ))}
    </ul>
  );
}

function Item({ found, isCurrent }: { readonly found: Found; readonly isCurrent: boolean }): ReactNode {
  const { entry, words, where } = found;
  const link = useRef<HTMLAnchorElement>(null);
  useEffect(() => {
    if (isCurrent) link.current?.scrollIntoView({ block: 'nearest' });
  }, [isCurrent]);
  return (
    <li>
      <a ref={link} href={`#${entry.name}`} aria-current={isCurrent ? 'page' : undefined}>
        <span className="name">
          {words.length === 0 ? <Name>{entry.name}</Name> : <Marked text={entry.name} words={words} />}
        </span>
        <Badge kind={entry.pattern} />
        <span className="about">
          <Marked text={where ?? entry.summary} words={words} />
        </span>
      </a>
    </li>
  );
}

/** Arrows go through the list; from its beginning up to the search. */
function move(event: KeyboardEvent<HTMLElement>): void {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step === undefined) return;
  event.preventDefault();
  const links = [...event.currentTarget.querySelectorAll<HTMLElement>('a')];
  const to = links.indexOf(document.activeElement as HTMLElement) + step;
  if (to < 0) document.querySelector<HTMLElement>('[data-search]')?.focus();
  else links[to]?.focus();
}
