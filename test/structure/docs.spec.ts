import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';

const ROOT = join(__dirname, '../..');
const INDEX = 'docs/README.md';
const PAGES = execFileSync('git', ['ls-files', '-co', '--exclude-standard', '*.md'], { cwd: ROOT, encoding: 'utf8' })
  .trim()
  .split('\n');

const text = (page: string): string => readFileSync(join(ROOT, page), 'utf8');
const withoutCode = (page: string): string => text(page).replaceAll(/^```[^]*?^```$|`[^`\n]*`/gm, '');

/** What a page links in this repository, from its root, with the heading behind `#`. */
function linksOf(page: string): readonly { readonly target: string; readonly heading: string | undefined }[] {
  const links = [...withoutCode(page).matchAll(/\]\(([^)\s]+)\)/g)].map(([, link = '']) => link);
  return links
    .filter((link) => !/^[a-z]+:/.test(link))
    .map((link) => {
      const [path = '', heading] = link.split('#');
      return { target: path === '' ? page : normalize(join(dirname(page), path)), heading };
    });
}

/** The names under which the headings of a page are linked. */
function anchorsOf(page: string): ReadonlySet<string> {
  const headings = [...text(page).matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) => heading);
  return new Set(
    headings.map((heading) =>
      heading
        .toLowerCase()
        .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
        .replaceAll(' ', '-'),
    ),
  );
}

describe('the documentation', () => {
  it.each(PAGES)('%s links only what there is', (page) => {
    const missing = linksOf(page).filter(({ target, heading }) => {
      if (!existsSync(join(ROOT, target))) return true;
      return heading !== undefined && target.endsWith('.md') && !anchorsOf(target).has(heading);
    });
    expect(missing).toEqual([]);
  });

  it('is found from its index on', () => {
    const found = new Set([INDEX]);
    // What is added while this runs is looked at too.
    for (const page of found) {
      if (PAGES.includes(page)) for (const { target } of linksOf(page)) found.add(target);
    }
    expect(PAGES.filter((page) => page.startsWith('docs/') && !found.has(page))).toEqual([]);
  });
});

/** Sources of everything that says something to people. */
const SOURCES = execFileSync('git', ['ls-files', 'apps/*.ts', 'libs/*.ts', 'tools/*.ts'], {
  cwd: ROOT,
  encoding: 'utf8',
})
  .trim()
  .split('\n')
  .filter((path) => !/\.(spec|fixture)\.ts$/.test(path))
  .map(text)
  .join('\n');

describe('docs/troubleshooting.md', () => {
  const cells = [...text('docs/troubleshooting.md').matchAll(/^\| `([^`]+)` +\|/gm)].map(([, message = '']) => message);

  it('is about many messages', () => expect(cells.length).toBeGreaterThan(35));

  it.each(cells)('%s is what a program says', (message) => {
    for (const part of message.split('…')) expect(SOURCES).toContain(part);
  });
});
