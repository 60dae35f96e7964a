import { open } from 'node:fs/promises';
import { usage } from '../failure';
import type { Paint, Session } from '../session';
import { reasonOf } from '../system-error';

/** Where a report goes. */
export interface Output {
  readonly paint: Paint;
  readonly print: (text: string) => Promise<void>;
  close(): Promise<void>;
}

/** Standard output, or a file that is overwritten, without colours. */
export async function openOutput(file: string | undefined, session: Session): Promise<Output> {
  if (file === undefined) return { paint: session.paint, print: session.print, close: () => Promise.resolve() };
  const handle = await open(file, 'w').catch((error: unknown) => {
    throw usage(`${file} cannot be written: ${reasonOf(error)}`);
  });
  return {
    paint: (_style, text) => text,
    print: async (text) => {
      session.signal.throwIfAborted();
      await handle.writeFile(`${text}\n`);
    },
    close: () => handle.close(),
  };
}
