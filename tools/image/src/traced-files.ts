import { existsSync } from 'node:fs';
import { nodeFileTrace } from '@vercel/nft';

/** Shared by the traces of several apps, which have most of their files in common. */
const cache = {};

/** The compiled file that a container of an app starts. */
export function mainOf(app: string): string {
  return `dist/apps/${app}/src/main.js`;
}

/**
 * Every file under `root` that an app may read once it runs, as paths relative to it: what is imported from its main
 * file on, named by `require.resolve`, started as a thread, or built from `__dirname`; with the source maps of our own,
 * so that stack traces name the sources.
 */
export async function tracedFiles(root: string, app: string): Promise<readonly string[]> {
  const { fileList } = await nodeFileTrace([mainOf(app)], { base: root, processCwd: root, cache });
  const files = [...fileList, 'package.json'];
  const maps = files.filter((file) => file.startsWith('dist/')).map((file) => `${file}.map`);
  return [...new Set([...files, ...maps])].filter((file) => existsSync(`${root}/${file}`)).toSorted();
}
