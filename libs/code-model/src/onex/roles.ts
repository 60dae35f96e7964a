import { lastName } from '../code/code';
import type { ClassItem } from '../code/items';

const OTHER_ROLE =
  /^(?:Model|Enum|Protocol|TypedDict|Mixin|Handler|Service|Test|Adapter|Registry|Error|Exception|Validator|Checker)(?![a-z])|(?:Error|Exception|Warning|Config|Settings|Protocol|Mixin|TestCase)$/;
const DATA_BASE =
  /^(?:BaseModel|BaseSettings|RootModel|NamedTuple|TypedDict|Protocol)$|(?:Enum|Flag|Error|Exception|Warning)$/;
const DATA_DECORATOR = /(?:^|\.)(?:dataclass|define|frozen|attrs?)$/;

/** A name that says what the class is, and that it is no node: `Model…`, `Handler…`, `…Error` and the like. */
export function playsOtherRole(name: string): boolean {
  return OTHER_ROLE.test(name);
}

/** A class that only holds values: a model, enumeration, dataclass, tuple, exception or protocol. */
export function isData({ bases, decorators }: ClassItem): boolean {
  return (
    bases.some((base) => DATA_BASE.test(lastName(base))) ||
    decorators.some(({ path }) => DATA_DECORATOR.test(path.replace(/\(\)$/, '')))
  );
}

/** Stand-ins of tests and private classes. */
export function isStandIn(name: string): boolean {
  return /^_|^(?:Test|Mock|Fake|Stub|Dummy)(?![a-z])/.test(name);
}

/** Stand-ins, and the bases that nodes inherit: conventions for nodes do not bind them. */
export function isExemptNode(name: string): boolean {
  return isStandIn(name) || /^(?:Abstract|Base)(?![a-z])|^ModelService|^Node(?:Core)?Base(?![a-z])/.test(name);
}

/** A name of examples: `MyModel`, `NodeMyCompute`, `TestNode`. What is wrong with it is hardly meant. */
export function isPlaceholder(name: string): boolean {
  return /^(?:Node|Model)?(?:My|Test|Foo|Example|Sample)(?:Node|Model|Contract|Enum|Protocol|Class|Effect|Compute|Reducer|Orchestrator)?$/.test(
    name,
  );
}
