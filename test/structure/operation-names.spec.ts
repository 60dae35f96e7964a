import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { OPERATIONS } from '#contracts';

const ROOT = join(__dirname, '..', '..');
const DEFINITIONS = 'libs/contracts/src/operations/';

/** Where the operations are served: a controller and the domain behind it. */
const HANDLERS = [
  'apps/intelligence/',
  'libs/code-',
  'libs/mixins/',
  'apps/bridge/',
  'apps/coordinator/',
  'libs/worker/',
];

const SOURCES = ['apps', 'libs', 'tools'].flatMap((folder) =>
  readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .map((name) => `${folder}/${name}`)
    .filter((name) => name.endsWith('.ts') && !/\.(spec|fixture)\.ts$|\/spec\//.test(name)),
);

/** The code of a file, without its comments. */
const codeOf = new Map(
  SOURCES.map((name) => [name, readFileSync(join(ROOT, name), 'utf8').replaceAll(/\/\*[^]*?\*\/|\/\/.*$/gm, '')]),
);

function filesWith(pattern: RegExp, beside: readonly string[]): readonly string[] {
  return SOURCES.filter(
    (name) => pattern.test(codeOf.get(name) ?? '') && !beside.some((part) => name.startsWith(part)),
  );
}

describe('the name of an operation', () => {
  // Names that are no other words: of the rest a search finds everything that is validated or stamped.
  it.each(OPERATIONS.filter((name) => name.includes('_')))('%s is in four files at most', (operation) => {
    const found = filesWith(new RegExp(`\\b${operation}\\b`), [`${DEFINITIONS}${operation}/`, ...HANDLERS]);
    expect(found).toContain(`${DEFINITIONS}index.ts`);
    expect(found.length).toBeLessThanOrEqual(4);
  });

  it.each(OPERATIONS)('%s decides about nothing outside its folder and its handler', (operation) => {
    const decisions = new RegExp(`case '${operation}':|(?<!verb )[!=]== '${operation}'`);
    expect(filesWith(decisions, [`${DEFINITIONS}${operation}/`, ...HANDLERS])).toEqual([]);
  });

  it('is asked for by no name of a domain or a dialect', () => {
    const decisions = /isCodegen|domainOf|[!=]== '(code-analysis|codegen|bridge|infra)'/;
    expect(filesWith(decisions, [DEFINITIONS])).toEqual([]);
  });
});
