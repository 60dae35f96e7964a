export { around, Code, lastName, methodsOf, ownerOf, type Place, runsIn, within } from './code/code';
export { type Diagnostic, type Fault, SYNTAX_RULE, type UnfinishedReason } from './code/findings';
export type {
  AnnotationItem,
  Argument,
  AssignItem,
  CallItem,
  ClassItem,
  FunctionItem,
  HandlerItem,
  ImportItem,
  Item,
  ItemOf,
  Kind,
  LoopItem,
  ModuleItem,
  OperationItem,
  Parameter,
  RaiseItem,
  Span,
  StringItem,
  Value,
} from './code/items';
export { complexityOf } from './code/metrics/complexity';
export { share } from './code/metrics/coverage';
export { type FunctionMetrics, measure, type Metrics } from './code/metrics/metrics';
export { Engines } from './engines';
export type { Reading } from './language-engine';
export { currentModule } from './onex/imports';
export {
  asNode,
  ENTRY_METHODS,
  isConstructor,
  isNodeBase,
  kindOfEntry,
  kindOfName,
  kindOfPath,
  type NodeClass,
  OTHER_ENTRY_METHODS,
  PURE_KINDS,
  SUFFIXES,
  takesContainer,
} from './onex/kinds';
export { isMeant, speaksOfOnex } from './onex/meant';
export { isData, isExemptNode, isPlaceholder, isStandIn, playsOtherRole } from './onex/roles';
export { lineCounts } from './python/line-counts';
export { loadPython } from './python/parse-python';
export { loadRuff } from './python/engine';
export { pythonSample, typescriptSample } from './samples';
export { BIOME_RULES } from './typescript/biome-rules';
export { loadTypeScript } from './typescript/parse-typescript';
