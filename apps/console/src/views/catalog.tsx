import { useQuery } from '@tanstack/react-query';
import { useEffect, useMemo, useState, type ReactNode } from 'react';
import { catalogQuery, type CatalogView as Catalog, type EntryView } from '../api/catalog';
import { CatalogEntry } from '../catalog/catalog-entry';
import { CatalogList } from '../catalog/catalog-list';
import { CatalogMatrix } from '../catalog/catalog-matrix';
import { CatalogSearch } from '../catalog/search';
import { SearchForm } from '../catalog/search-form';
import { useFilters } from '../lib/use-filters';
import { Loading, Problem } from '../ui/parts';

/** Which entry is open is what the address ends with: `/catalog#codegen.request.validate`. */
export function CatalogView(): ReactNode {
  const { data, error, refetch } = useQuery(catalogQuery);
  if (error !== null) return <Problem error={error} retry={() => void refetch()} />;
  if (data === undefined) return <Loading />;
  return <LoadedCatalog catalog={data} />;
}

function LoadedCatalog({ catalog }: { readonly catalog: Catalog }): ReactNode {
  const { entries, environments } = catalog;
  const [filters, change] = useFilters(['q', 'pattern', 'service', 'role']);
  const search = useMemo(() => new CatalogSearch(entries, environments), [entries, environments]);
  const hash = useHash();
  const entry = entries.find(({ name }) => name === hash);
  // A name that there is no more of is searched for.
  useEffect(() => {
    if (hash === '' || entry !== undefined) return;
    change({ q: hash });
    window.history.replaceState(null, '', window.location.pathname + window.location.search);
  }, [hash, entry, change]);
  const role = filters.role === 'produces' || filters.role === 'consumes' ? filters.role : '';
  const wanted = {
    text: filters.q ?? '',
    patterns: filters.pattern?.split(' ') ?? [],
    service: filters.service ?? '',
    role,
  } as const;
  const found = useMemo(() => search.find(wanted), [search, JSON.stringify(wanted)]);
  useTitle(entry);
  return (
    <div className={entry === undefined ? 'catalog' : 'catalog has-entry'}>
      <div className="catalog-side">
        <h1>Message catalog</h1>
        <SearchForm entries={entries} wanted={wanted} found={found.length} onChange={change} />
        <CatalogList found={found} isSearch={Object.keys(filters).length > 0} current={entry?.name} />
      </div>
      <div className="catalog-main">
        {entry === undefined ? (
          <CatalogMatrix entries={entries} />
        ) : (
          <CatalogEntry key={entry.name} entry={entry} environments={environments} />
        )}
      </div>
    </div>
  );
}

function useHash(): string {
  const [hash, setHash] = useState(readHash);
  useEffect(() => {
    const changed = (): void => setHash(readHash());
    window.addEventListener('hashchange', changed);
    return () => window.removeEventListener('hashchange', changed);
  }, []);
  return hash;
}

function readHash(): string {
  const name = window.location.hash.slice(1);
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}

function useTitle(entry: EntryView | undefined): void {
  useEffect(() => {
    document.title = `${entry === undefined ? '' : `${entry.name} · `}Message catalog · OmniNode console`;
  }, [entry]);
}
