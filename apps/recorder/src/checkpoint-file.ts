import { open } from 'node:fs/promises';

const NEWLINE = Buffer.from('\n');

/** Appends a line to a file; when it resolves, the line is on the disk. A line that a crash cut off stays by itself. */
export async function appendLine(file: string, line: string): Promise<void> {
  const handle = await open(file, 'a+', 0o644);
  try {
    const { size } = await handle.stat();
    const { buffer } = await handle.read(Buffer.alloc(1), 0, 1, Math.max(size - 1, 0));
    const isWhole = size === 0 || buffer.equals(NEWLINE);
    await handle.appendFile(`${isWhole ? '' : '\n'}${line}\n`);
    await handle.sync();
  } finally {
    await handle.close();
  }
}
