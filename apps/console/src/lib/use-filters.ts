import { useCallback, useMemo } from 'react';
import { useLocation, useSearch } from 'wouter';

export type Filters<Name extends string> = Readonly<Partial<Record<Name, string>>>;

/** Filters as the address has them, and what changes them there. Setting the same again keeps the address. */
export function useFilters<Name extends string>(
  names: readonly Name[],
): [Filters<Name>, (changes: Readonly<Partial<Record<Name, string | undefined>>>) => void] {
  const [path, navigate] = useLocation();
  const search = useSearch();
  const known = names.join(' ');
  const filters = useMemo(() => {
    const given = new URLSearchParams(search);
    const set = known.split(' ').map((name) => [name, given.get(name)?.trim()] as const);
    return Object.fromEntries(set.filter(([, value]) => value !== undefined && value !== '')) as Filters<Name>;
  }, [search, known]);
  const change = useCallback(
    (changes: Readonly<Partial<Record<Name, string | undefined>>>) => {
      const next = new URLSearchParams(window.location.search);
      for (const [name, value] of Object.entries<string | undefined>(changes)) {
        if (value === undefined || value === '') next.delete(name);
        else next.set(name, value);
      }
      const query = next.size === 0 ? '' : `?${next.toString()}`;
      navigate(`${path}${query}${window.location.hash}`, { replace: true });
    },
    [navigate, path],
  );
  return [filters, change];
}

/** An address with these filters. */
export function withFilters(path: string, filters: Readonly<Record<string, string | null | undefined>>): string {
  const given = Object.entries(filters).filter((one): one is [string, string] => Boolean(one[1]));
  return given.length === 0 ? path : `${path}?${new URLSearchParams(given).toString()}`;
}
