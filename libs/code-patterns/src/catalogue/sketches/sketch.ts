const HOME: Readonly<Record<string, string>> = {
  EnumCoreErrorCode: 'omnibase_core.enums.enum_core_error_code',
  ModelOnexError: 'omnibase_core.errors.model_onex_error',
  ModelONEXContainer: 'omnibase_core.models.container.model_onex_container',
  NodeEffect: 'omnibase_core.nodes',
  NodeCompute: 'omnibase_core.nodes',
  NodeReducer: 'omnibase_core.nodes',
  NodeOrchestrator: 'omnibase_core.nodes',
};

const STANDARD_MODULES = ['asyncio', 'functools', 'time'] as const;
const IMPORTED_NAME =
  /\b(?:ModelO(?:nexError|NEXContainer)|EnumCoreErrorCode|(?:Model|Enum|Protocol|Mixin)[A-Z]\w*)\b/g;
const NODE_BASE = /\b(?:NodeEffect|NodeCompute|NodeReducer|NodeOrchestrator)\b/g;

/**
 * The sketch `body` with the import lines it needs in front: standard modules, `omnibase_core`, then the node's own
 * `.models` and `.protocols`. Names the body defines itself are not imported.
 */
export function sketch(body: string): string {
  const standard = STANDARD_MODULES.filter((name) => new RegExp(`\\b${name}\\.\\w`, 'u').test(body)).map(
    (name) => `import ${name}`,
  );
  const byModule = new Map<string, string[]>();
  for (const name of new Set([...(body.match(IMPORTED_NAME) ?? []), ...(body.match(NODE_BASE) ?? [])])) {
    if (body.includes(`class ${name}`)) continue;
    byModule.set(homeOf(name), [...(byModule.get(homeOf(name)) ?? []), name]);
  }
  const imports = [...byModule]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([home, names]) => `from ${home} import ${names.sort().join(', ')}`);
  const upstream = imports.filter((line) => line.startsWith('from omnibase'));
  const own = imports.filter((line) => line.startsWith('from .'));
  const header = [standard, upstream, own]
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n');
  return `${header}\n\n\n${body.trim()}\n`;
}

function homeOf(name: string): string {
  const known = HOME[name];
  if (known !== undefined) return known;
  if (name.startsWith('Mixin')) return 'omnibase_core.mixins';
  return name.startsWith('Protocol') ? '.protocols' : '.models';
}
