import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import ts from 'typescript';

const ROOT = join(__dirname, '../..');
const FOLDERS = ['apps', 'libs', 'tools', 'test', 'docs'];
const FILES = execFileSync('git', ['ls-files', ...FOLDERS], { cwd: ROOT, encoding: 'utf8' })
  .trim()
  .split('\n');

/** Words that have no meaning to a reader from outside; docs/glossary.md has those that we use instead. */
const PRIVATE = new Set(['witness', 'lesson', 'wary', 'dear', 'house', 'books', 'leftovers', 'party', 'parties']);

/** A name that begins with the number of a source document: `S4_TOPICS`, `s4-record`. */
const NUMBERED = /^s[0-4](?:$|[_-])/i;
/** In prose; Amazon's S3 may be named. */
const NUMBER = /\bS[0124]\b/;

/** `#pendingRequests`, `MAX_PENDING` and `pending-requests` in words of lower case. */
function wordsOf(name: string): readonly string[] {
  return name
    .replaceAll(/([a-z\d])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z]+/);
}

function isPrivate(name: string): boolean {
  return wordsOf(name).some((word) => PRIVATE.has(word)) || wordsOf(name).join(' ').includes('set aside');
}

/** Identifiers of a source, and the values of its string types, also those of constant arrays. Other strings may say anything. */
function namesIn(path: string): { readonly identifiers: readonly string[]; readonly values: readonly string[] } {
  const source = ts.createSourceFile(path, readFileSync(join(ROOT, path), 'utf8'), ts.ScriptTarget.Latest);
  const [identifiers, values] = [new Set<string>(), new Set<string>()];
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node) || ts.isPrivateIdentifier(node)) identifiers.add(node.text);
    if (ts.isLiteralTypeNode(node) && ts.isStringLiteral(node.literal)) values.add(node.literal.text);
    if (ts.isAsExpression(node) && ts.isArrayLiteralExpression(node.expression) && ts.isConstTypeReference(node.type)) {
      for (const element of node.expression.elements) if (ts.isStringLiteral(element)) values.add(element.text);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return { identifiers: [...identifiers], values: [...values] };
}

const sources = FILES.filter((path) => path.endsWith('.ts')).map((path) => ({ path, ...namesIn(path) }));

function found(pick: (source: (typeof sources)[number]) => readonly string[], wrong: (name: string) => boolean) {
  return sources.flatMap((source) =>
    pick(source)
      .filter(wrong)
      .map((name) => `${source.path}: ${name}`),
  );
}

describe('names', () => {
  it('of everything in the code are standard terms', () => {
    expect(found(({ identifiers, values }) => [...identifiers, ...values], isPrivate)).toEqual([]);
  });

  it('of files are standard terms', () => {
    expect(FILES.filter((path) => isPrivate(basename(path)) || NUMBERED.test(basename(path)))).toEqual([]);
  });

  it('of types, their values and everything else do not number the source documents', () => {
    const numbered = (name: string) => NUMBERED.test(name);
    expect(found(({ values }) => values, numbered)).toEqual([]);
    expect(
      found(
        ({ identifiers }) => identifiers,
        (name) => /^s[0-4]_/i.test(name),
      ),
    ).toEqual([]);
  });
});

it('source documents go by their names in comments and pages', () => {
  const numbered = FILES.filter((path) => /\.(ts|md|py)$/.test(path)).flatMap((path) =>
    readFileSync(join(ROOT, path), 'utf8')
      .split('\n')
      .filter((line) => NUMBER.test(line) && (path.endsWith('.md') || /^\s*(\/\*|\*|\/\/|#|""")/.test(line)))
      .map((line) => `${path}: ${line.trim()}`),
  );
  expect(numbered).toEqual([]);
});
