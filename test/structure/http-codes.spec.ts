import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(__dirname, '../..');

/** Wherever a code stands first in what becomes a problem. */
const CODES =
  /(?:Problem\(\s*(?:\d{3}|status),\s*|busy\(\s*|tooMany\(\s*|invalidToken\(\s*|unauthorized\(\s*|\[\d{3}, |\b\d{3}: )'([a-z_]+)'/g;

const sources = execFileSync('git', ['ls-files', 'libs/http/src', 'libs/jobs/src', 'apps/*/src/**'], {
  cwd: ROOT,
  encoding: 'utf8',
})
  .split('\n')
  .filter((path) => path.endsWith('.ts') && !/\.(spec|fixture)\.ts$/.test(path))
  .map((path) => readFileSync(join(ROOT, path), 'utf8'));

it('every code that a page refuses with is explained', () => {
  const codes = new Set(sources.flatMap((source) => [...source.matchAll(CODES)].map(([, code]) => code ?? '')));
  expect([...codes]).toEqual(expect.arrayContaining(['cross_site_request', 'invalid_token', 'headers_too_large']));
  const documented = readFileSync(join(ROOT, 'docs/http.md'), 'utf8').split('\n## Errors\n')[1] ?? '';
  expect([...codes].filter((code) => !documented.includes(`\`${code}\``))).toEqual([]);
});
