import { useEffect, useRef, type ReactNode } from 'react';

interface Paged {
  readonly hasNextPage: boolean;
  readonly isFetchingNextPage: boolean;
  readonly fetchNextPage: () => unknown;
}

/** The next page comes when the end of the list does, or by the button. */
export function More({ hasNextPage, isFetchingNextPage, fetchNextPage }: Paged): ReactNode {
  const end = useRef<HTMLButtonElement>(null);
  const load = useRef(fetchNextPage);
  load.current = fetchNextPage;
  useEffect(() => {
    if (end.current === null) return undefined;
    const watch = new IntersectionObserver(([entry]) => {
      if (entry?.isIntersecting === true) load.current();
    });
    watch.observe(end.current);
    return () => watch.disconnect();
  }, [hasNextPage, isFetchingNextPage]);
  if (!hasNextPage) return null;
  return (
    <button type="button" ref={end} className="more" disabled={isFetchingNextPage} onClick={() => void fetchNextPage()}>
      {isFetchingNextPage ? 'Loading …' : 'Load more'}
    </button>
  );
}
