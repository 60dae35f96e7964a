import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(__dirname, '..', '..');

/** Extensions that are no names of languages: whoever lists languages by file lists these. */
const EXTENSIONS = /['"`|(.](pyi|pyw|mts|cts)['"`|)]|\[cm\]\?\(/;

it('one table maps file extensions to languages', () => {
  const files = ['apps', 'libs', 'tools'].flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
      .map((name) => `${folder}/${name}`)
      .filter((name) => name.endsWith('.ts') && !/\.(spec|fixture)\.ts$|\/spec\//.test(name))
      .filter((name) => EXTENSIONS.test(readFileSync(join(ROOT, name), 'utf8'))),
  );
  expect(files).toEqual(['libs/contracts/src/code-language.ts']);
});
