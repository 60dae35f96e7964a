import { EXIT } from './failure';
import type { Paint, Session } from './session';

/** A list to programs a line each, to people as `show` has it. */
export async function printItems(
  items: readonly unknown[],
  show: (paint: Paint) => string,
  { json, paint, print }: Session,
): Promise<number> {
  if (!json) await print(show(paint));
  else for (const item of items) await print(JSON.stringify(item));
  return EXIT.ok;
}
