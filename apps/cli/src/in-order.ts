type Next<Item> =
  | { readonly kind: 'item'; readonly item: Item }
  | { readonly kind: 'end' }
  | { readonly kind: 'failure'; readonly error: unknown };

/**
 * Starts `work` on each item as it comes and yields the results in the order of the items, each as soon as it is its
 * turn: a source that falls silent holds nothing back. At most `atOnce` are started and not yet taken, so a slow reader
 * of the results slows the source down. When the source fails, what was started comes first, then the source's error.
 */
export async function* inOrder<Item, Result>(
  items: AsyncIterable<Item>,
  atOnce: number,
  work: (item: Item) => Promise<Result>,
): AsyncGenerator<Result> {
  const source = items[Symbol.asyncIterator]();
  const started: Promise<Result>[] = [];
  let awaited: Promise<Next<Item>> | null = null;
  let last: Next<Item> = { kind: 'end' };
  let open = true;
  while (open || started.length > 0) {
    if (open && started.length < atOnce) awaited ??= nextOf(source);
    const [oldest] = started;
    const done = oldest?.then((result) => ({ kind: 'result' as const, result }));
    const first = await Promise.race([done, awaited].filter((one) => one !== undefined && one !== null));
    if (first.kind === 'result') {
      void started.shift();
      yield first.result;
      continue;
    }
    awaited = null;
    last = first;
    open = first.kind === 'item';
    if (first.kind === 'item') started.push(begin(work, first.item));
  }
  if (last.kind === 'failure') throw last.error;
}

/** Awaited in its turn; until then a rejection is not unhandled. */
function begin<Item, Result>(work: (item: Item) => Promise<Result>, item: Item): Promise<Result> {
  const result = work(item);
  result.catch(() => undefined);
  return result;
}

function nextOf<Item>(source: AsyncIterator<Item>): Promise<Next<Item>> {
  return source.next().then(
    ({ done, value }) => (done === true ? { kind: 'end' } : { kind: 'item', item: value }),
    (error: unknown) => ({ kind: 'failure', error }),
  );
}
