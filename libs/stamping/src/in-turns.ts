/** What one item costs besides its text: as much as 16 Ki characters to be hashed. */
const ITEM_UNITS = 16_384;
/** Of work at a stretch: less than 2 ms. */
export const TURN_UNITS = 1_048_576;

/**
 * Maps items one after the other, and lets everything else of the process have its turn in between. `unitsOf` says how
 * many characters of text an item has.
 */
export async function inTurns<Item, Result>(
  items: readonly Item[],
  map: (item: Item, index: number) => Result | Promise<Result>,
  unitsOf: (item: Item) => number = () => 0,
): Promise<Result[]> {
  const results: Result[] = [];
  let units = 0;
  for (const [index, item] of items.entries()) {
    const cost = ITEM_UNITS + unitsOf(item);
    if ((units += cost) > TURN_UNITS) {
      units = cost;
      await new Promise((resolve) => setImmediate(resolve));
    }
    const result = map(item, index);
    results.push(result instanceof Promise ? await result : result);
  }
  return results;
}
