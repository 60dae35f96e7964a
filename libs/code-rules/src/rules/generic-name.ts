import { type ClassItem, type FunctionItem, OTHER_ENTRY_METHODS, ownerOf } from '#code-model';
import type { Finding, Subject } from '../rule';

const GENERIC_WORD =
  /(?:^|[a-z0-9_])(Manager|Handler|Helper|Utility|Utils?|Service|Controller|Processor|Worker)s?(?=[A-Z0-9_]|$)/;
/** Names whose first word says which part of a system they are; what follows is their subject. */
const ROLE_FIRST =
  /^(?:Node|Model|Enum|Protocol|TypedDict|Mixin|Handler|Service|Util|Test|Registry|Adapter)(?=[A-Z])|^_|(?:Error|Exception)$/;
const EXEMPT_FOLDER = /(?:^|\/)(?:errors|handlers|services)\/|(?:^|\/)errors\.py$/;
const COMPARING = /^(Enhanced|Simple|Consolidated)(?![a-z])|[a-z0-9](Enhanced|Simple|Consolidated)$/;
const GENERIC_FUNCTIONS: ReadonlySet<string> = new Set([
  'process',
  'handle',
  'execute',
  'run',
  'do',
  'perform',
  'manage',
  'control',
  'work',
  'operate',
  'action',
]);

/** Classes named after a generic word, outside the folders where such words are the convention. */
export function* genericClasses({ code, filePath }: Subject): Iterable<Finding> {
  if (filePath !== undefined && EXEMPT_FOLDER.test(filePath)) return;
  for (const { name, nameSpan } of code.all('class')) {
    if (ROLE_FIRST.test(name)) continue;
    const word = GENERIC_WORD.exec(name)?.[1];
    if (word !== undefined) yield { at: nameSpan, message: `Class name \`${name}\` has the generic word \`${word}\`` };
  }
}

/** Names that compare a thing with a version of it that may no longer exist. */
export function* enhancedNames({ code }: Subject): Iterable<Finding> {
  for (const { name, nameSpan } of code.all('class')) {
    const found = COMPARING.exec(name);
    if (found === null) continue;
    yield { at: nameSpan, message: `Class name \`${name}\` has \`${found[1] ?? found[2] ?? ''}\`` };
  }
}

/** Plain functions called `process`, `handle` and the like; entry methods of classes have to be. */
export function* genericFunctions({ code }: Subject): Iterable<Finding> {
  for (const item of code.all('function')) {
    if (item.async || !GENERIC_FUNCTIONS.has(item.name.toLowerCase()) || isEntry(item, ownerOf(item))) continue;
    yield { at: item.nameSpan, message: `Function name \`${item.name}\` does not say what it does` };
  }
}

function isEntry({ name }: FunctionItem, owner: ClassItem | undefined): boolean {
  return owner !== undefined && OTHER_ENTRY_METHODS.has(name);
}
