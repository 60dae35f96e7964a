import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { docOf } from './docstrings';

/** What the methods of controllers say about themselves, by the ids that operations have in OpenAPI: `Class_method`. */
export function pageDocs(root: string): ReadonlyMap<string, string> {
  const files = ['apps', 'libs'].flatMap((top) =>
    readdirSync(join(root, top), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.controller.ts') && !name.includes('node_modules'))
      .map((name) => join(root, top, name)),
  );
  return new Map(files.flatMap((file) => methodsIn(readFileSync(file, 'utf8'))));
}

function methodsIn(source: string): readonly (readonly [string, string])[] {
  const file = ts.createSourceFile('controller.ts', source, ts.ScriptTarget.ES2022, true);
  return file.statements.filter(ts.isClassDeclaration).flatMap(({ name, members }) =>
    members.filter(ts.isMethodDeclaration).flatMap((method) => {
      const text = docOf(method);
      return text === undefined ? [] : [[`${name?.text}_${method.name.getText()}`, text] as const];
    }),
  );
}
