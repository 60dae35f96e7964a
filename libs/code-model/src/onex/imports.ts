/**
 * Modules of omnibase_core that older and generated code imports, none of which is shipped as of v0.46, and where their
 * names are now. A module that is still there is not old, whatever shorter form exists.
 */
const MOVED: readonly (readonly [old: RegExp, current: string])[] = [
  [/^omnibase_core\.(?:core\.)?node_(?:effect|compute|reducer|orchestrator)$/, 'omnibase_core.nodes'],
  [/^omnibase_core\.infrastructure\.node_(?:effect|compute|reducer|orchestrator)$/, 'omnibase_core.nodes'],
  [/^omnibase_core\.core\.infrastructure_service_bases$/, 'omnibase_core.nodes'],
  [/^omnibase_core\.models\.nodes\.node_services(?:\.|$)/, 'omnibase_core.nodes'],
  [/^omnibase_core\.models\.services?\.model_service_(?:effect|compute|reducer|orchestrator)$/, 'omnibase_core.nodes'],
  [/^omnibase_core\.nodes\.node_(?:reducer|orchestrator)_declarative$/, 'omnibase_core.nodes'],
  [/^omnibase_core\.(?:core\.)?node_(?:core_)?base$/, 'omnibase_core.infrastructure.node_core_base'],
  [/^omnibase_core\.core\.(?:model_)?onex_container$/, 'omnibase_core.models.container.model_onex_container'],
  [/^omnibase_core\.(?:core\.)?(?:errors|exceptions)\.(?:core_errors|onex_error)$/, 'omnibase_core.models.errors'],
  [/^omnibase_core\.exceptions?(?:\.|$)/, 'omnibase_core.models.errors'],
];
const OLD_ROOT = /^omnibase_core\.core(?:\.|$)/;

/** Where the names of a module that has moved are now; undefined for every other module. */
export function currentModule(module: string): string | undefined {
  if (!module.startsWith('omnibase_core.')) return undefined;
  const moved = MOVED.find(([old]) => old.test(module));
  return moved?.[1] ?? (OLD_ROOT.test(module) ? 'omnibase_core' : undefined);
}
