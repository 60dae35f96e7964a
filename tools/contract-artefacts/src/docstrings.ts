import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

interface ClassDocs {
  readonly text: string | undefined;
  readonly base: string | undefined;
  readonly members: ReadonlyMap<string, string>;
}

/** What the docstrings of classes say, by class name. */
export type Docstrings = ReadonlyMap<string, ClassDocs>;

/** Reads the docstrings of every class in the `.ts` files of a folder and the folders in it; specs are left out. */
export function readDocstrings(folder: string): Docstrings {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.spec.ts'))
    .sort();
  return new Map(files.flatMap((name) => classesIn(readFileSync(join(folder, name), 'utf8'))));
}

export function docOfClass(docstrings: Docstrings, name: string): string | undefined {
  return docstrings.get(name)?.text;
}

/** Of a member of the class itself, else of the classes it extends. */
export function docOfMember(docstrings: Docstrings, name: string, member: string): string | undefined {
  const docs = docstrings.get(name);
  if (docs === undefined) return undefined;
  return docs.members.get(member) ?? (docs.base === undefined ? undefined : docOfMember(docstrings, docs.base, member));
}

function classesIn(source: string): readonly (readonly [string, ClassDocs])[] {
  const file = ts.createSourceFile('payload.ts', source, ts.ScriptTarget.ES2022, true);
  return file.statements.filter(ts.isClassDeclaration).map((declaration) => [
    declaration.name?.text ?? '',
    {
      text: docOf(declaration),
      base: declaration.heritageClauses?.[0]?.types[0]?.expression.getText(),
      members: membersOf(declaration),
    },
  ]);
}

function membersOf(declaration: ts.ClassDeclaration): ReadonlyMap<string, string> {
  const documented = declaration.members.filter(ts.isPropertyDeclaration).flatMap((member) => {
    const text = docOf(member);
    return text === undefined ? [] : [[member.name.getText(), text] as const];
  });
  return new Map(documented);
}

/** On one line. */
export function docOf(node: ts.Node): string | undefined {
  const last = ts.getJSDocCommentsAndTags(node).findLast(ts.isJSDoc);
  return ts.getTextOfJSDocComment(last?.comment)?.replace(/\s+/g, ' ').trim();
}
