import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { CATALOG } from '#contracts';
import { committedFile } from './committed-file.fixture';
import { projectRoot } from '../../local-stack/src/project';

const page = committedFile('docs/catalog.md');
/** As the usual renderers of Markdown name them. */
const headings = [...page.matchAll(/^#+ (.+)$/gm)].map(([, text = '']) => text.toLowerCase().replace(/[^\w -]/g, ''));

describe('docs/catalog.md', () => {
  it('has a heading for every entry, and every place in a table', () => {
    for (const { name, places } of CATALOG) {
      expect(page).toContain(`\n### ${name}\n`);
      for (const place of places) expect(page).toContain(`${place.style}: \`${place.name}\``);
    }
  });

  it('links only to headings and files that exist', () => {
    const links = [...page.matchAll(/\]\(([^)\s]+)\)/g)].map(([, target = '']) => target);
    expect(links.length).toBeGreaterThan(CATALOG.length);
    const broken = links.filter((target) =>
      target.startsWith('#') ? !headings.includes(target.slice(1)) : !existsSync(join(projectRoot(), 'docs', target)),
    );
    expect(broken).toEqual([]);
    expect(new Set(headings).size).toBe(headings.length);
  });

  it('has tables whose rows are as wide as their heads', () => {
    const cells = (line: string): number => line.replaceAll('\\|', '').split('|').length;
    const tables = page.match(/(?:^\|.*\n)+/gm) ?? [];
    for (const table of tables) {
      const [head = '', ...rows] = table.trimEnd().split('\n');
      for (const row of rows) expect({ row, cells: cells(row) }).toEqual({ row, cells: cells(head) });
    }
    expect(tables.length).toBeGreaterThan(CATALOG.length / 2);
  });

  it('tells a field’s name with the way to it, its type, its need and its meaning', () => {
    expect(page).toContain(
      '| `results[].id` | text | yes | The id the requester gave the item, else its index as text. |',
    );
    expect(page).toContain(
      '| `node_type` | `effect`, `compute`, `reducer`, `orchestrator` or null | no | The kind of node, where it is known. |',
    );
    expect(page).toContain(
      '| `limit` | integer, at least 1, at most 20 | no | How many matches are wanted at most. Default: `5`. |',
    );
    expect(page).toContain('| `error.timestamp` | instant | yes | When it was given up. |');
  });
});
