import type { Finding, Subject } from '../rule';

const PREFIXES: ReadonlyMap<string, readonly string[]> = new Map([
  ['nodes', ['node_']],
  ['models', ['model_']],
  ['enums', ['enum_']],
  ['protocols', ['protocol_']],
  ['services', ['service_']],
  ['mixins', ['mixin_']],
  ['handlers', ['handler_']],
  ['errors', ['error_', 'exception_']],
]);
/** What a file may be called in any folder. */
const ROLE_PREFIX =
  /^(?:node|model|enum|protocol|service|mixin|handler|error|exception|adapter|registry|util|type|typed_dict)_/;
/** Files of a node's own folder. */
const NODE_FOLDER = /^node_|_(?:effect|compute|reducer|orchestrator)$/;
const ALLOWED = /^(?:__init__|__main__|conftest|test_\w*|\w+_test|_\w*)\.py$/;

/** A file whose name does not start with what its folder holds; one that holds a node must be called one. */
export function* misnamedFile({ filePath, nodes }: Subject): Iterable<Finding> {
  const parts = filePath?.split(/[\\/]/) ?? [];
  const file = parts.pop();
  if (file === undefined || !file.endsWith('.py') || ALLOWED.test(file) || ROLE_PREFIX.test(file)) return;
  const expected = prefixesFor(
    parts,
    nodes.some(({ hasNodeBase }) => hasNodeBase),
  );
  if (expected === undefined || expected.some((prefix) => file.startsWith(prefix))) return;
  yield {
    at: { start: 0, end: 0 },
    message: `File \`${file}\` does not start with ${expected.map((prefix) => `\`${prefix}\``).join(' or ')}`,
  };
}

function prefixesFor(folders: readonly string[], holdsNode: boolean): readonly string[] | undefined {
  const nearest = folders.at(-1) ?? '';
  if (NODE_FOLDER.test(nearest)) return undefined;
  return PREFIXES.get(nearest) ?? (holdsNode ? ['node_', 'node.py'] : undefined);
}
