import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { COMMANDS } from '../../../apps/cli/src/commands';
import { anchorsOf, commandPage, indexPage, PAGES } from './command-page';

/** What the pages have to be, by their names, formatted as the repository is. */
async function pages(): Promise<ReadonlyMap<string, string>> {
  const options = await resolveConfig(join(PAGES, 'README.md'));
  const anchors = anchorsOf(readFileSync(`${PAGES}.md`, 'utf8'));
  const written: [string, string][] = [['README.md', indexPage(COMMANDS)]];
  for (const command of COMMANDS)
    written.push([`${command.name}.md`, await commandPage(command, anchors.get(command.name))]);
  return new Map(
    await Promise.all(
      written.map(async ([name, page]) => [name, await format(page, { ...options, parser: 'markdown' })] as const),
    ),
  );
}

/** `npm run commands:generate`: writes a page for each command of omni. With `--check` it only says what differs. */
async function main(): Promise<void> {
  const wanted = await pages();
  mkdirSync(PAGES, { recursive: true });
  const there = new Map(readdirSync(PAGES).map((name) => [name, readFileSync(join(PAGES, name), 'utf8')]));
  const stale = [...new Set([...wanted.keys(), ...there.keys()])].filter(
    (name) => wanted.get(name) !== there.get(name),
  );
  if (process.argv.includes('--check')) {
    if (stale.length > 0) throw new Error(`run npm run commands:generate: ${stale.join(', ')}`);
    return;
  }
  for (const name of stale) {
    const page = wanted.get(name);
    if (page === undefined) rmSync(join(PAGES, name));
    else writeFileSync(join(PAGES, name), page);
  }
  console.log(stale.length === 0 ? 'unchanged' : `written: ${stale.join(', ')}`);
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
