import type { Argument, Parameter, Span, Statement, Value } from './value';

export type { Argument, Parameter, Span, Statement, Value } from './value';

/**
 * The intermediate representation of a source: what metrics, rules, entities and patterns look at, whatever the
 * language. Readers (`python/`, `typescript/`) make it; nobody else touches a syntax tree.
 *
 * Items form a tree by `parent` and `children`, in source order, and stand for the constructs below only: a place in
 * between, such as a parenthesis or a plain name, is no item. Offsets count UTF-16 units; the end is exclusive.
 */
interface Base extends Span {
  readonly parent: Item | undefined;
  readonly children: Item[];
}

interface Block {
  readonly statements: readonly Statement[];
}

export interface ModuleItem extends Base, Block {
  readonly kind: 'module';
  readonly docstring?: string;
}

/** One imported name: `import a.b as c` has module `a.b` and no name; `from ..a import b` has level 2, module `a`, name `b`. */
export interface ImportItem extends Base {
  readonly kind: 'import';
  readonly module: string;
  /** `*` for a star import, `default` for a default import. */
  readonly name?: string;
  readonly alias?: string;
  /** Leading dots of a relative import. */
  readonly level: number;
  /** Never run: below `if TYPE_CHECKING`, or `import type`. */
  readonly typeOnly: boolean;
}

export interface ClassItem extends Base, Block {
  readonly kind: 'class';
  readonly name: string;
  /** Dotted paths of the bases, without their type arguments. */
  readonly bases: readonly string[];
  /** Where the name stands. */
  readonly nameSpan: Span;
  readonly decorators: readonly Value[];
  readonly docstring?: string;
}

export interface FunctionItem extends Base, Block {
  readonly kind: 'function';
  readonly name: string;
  readonly nameSpan: Span;
  readonly async: boolean;
  readonly parameters: readonly Parameter[];
  /** Source text of the return annotation. */
  readonly returns?: string;
  readonly decorators: readonly Value[];
  readonly docstring?: string;
}

export interface AssignItem extends Base {
  readonly kind: 'assign';
  /** Dotted path of each target: `x`, `self.x`, `a[]`; of `a, b = …` one each. */
  readonly targets: readonly string[];
  /** `=`, `+=` … , `:=`, or empty for a declaration without a value. */
  readonly operator: string;
  readonly annotation?: string;
  readonly value?: Value;
}

export interface CallItem extends Base {
  readonly kind: 'call';
  /** As `Value.path`: `open`, `self.db.fetch`, `httpx.AsyncClient().get`. */
  readonly callee: string;
  readonly arguments: readonly Argument[];
  readonly awaited: boolean;
}

/** An attribute that is read and not called: `os.environ`, `self.state`. */
export interface MemberItem extends Base {
  readonly kind: 'member';
  readonly path: string;
}

export interface RaiseItem extends Base {
  readonly kind: 'raise';
  /** Path of what is raised, of its class when it is constructed; absent when the current exception is raised again. */
  readonly type?: string;
  /** `raise … from …`. */
  readonly cause: boolean;
  readonly arguments: readonly Argument[];
}

export interface HandlerItem extends Base, Block {
  readonly kind: 'handler';
  /** Paths of the classes that are caught; none for a bare one. */
  readonly types: readonly string[];
  /** The name the exception is bound to. */
  readonly name?: string;
}

export interface StringItem extends Base {
  readonly kind: 'string';
  /** Contents; of an interpolated string the literal parts with `{}` between them. */
  readonly text: string;
  readonly interpolated: boolean;
  /** It documents the block it opens. */
  readonly docstring: boolean;
  /** A statement of its own, which says something to readers only. */
  readonly alone: boolean;
}

/** An annotation anywhere: of a parameter, a result, a variable. */
export interface AnnotationItem extends Base {
  readonly kind: 'annotation';
  readonly text: string;
  readonly of: 'parameter' | 'result' | 'variable';
}

/** `if`, `elif` (a child of its `if`), `else`. */
export interface IfItem extends Base, Block {
  readonly kind: 'if' | 'elif' | 'else';
  /** Source text of the condition. */
  readonly condition: string;
}

export interface LoopItem extends Base, Block {
  readonly kind: 'loop';
  readonly loop: 'for' | 'while';
  readonly async: boolean;
  /** Source text of what is iterated over or of the condition. */
  readonly over: string;
}

export interface WithItem extends Base, Block {
  readonly kind: 'with';
  readonly async: boolean;
}

/** A sequence of like boolean operators is one item: `a and b and c` has 3 operands. */
export interface BooleanItem extends Base {
  readonly kind: 'boolean';
  readonly operator: 'and' | 'or';
  readonly operands: number;
  /** As of an operation. */
  readonly names: readonly string[];
}

/** Arithmetic, comparison, negation: what Halstead's measures count beside booleans and augmented assignments. */
export interface OperationItem extends Base {
  readonly kind: 'operation';
  readonly operators: readonly string[];
  /** Text of a name or constant, own name of an attribute, `#` and its place for anything else. */
  readonly operands: readonly string[];
}

export interface ComprehensionItem extends Base {
  readonly kind: 'comprehension';
  readonly loops: number;
  readonly conditions: number;
}

export interface ReturnItem extends Base {
  readonly kind: 'return';
  readonly value?: Value;
}

export interface JumpItem extends Base {
  readonly kind: 'jump';
  readonly jump: 'break' | 'continue';
  readonly labelled: boolean;
}

/** Constructs that carry nothing but what is inside them. */
export interface PlainItem extends Base {
  readonly kind: 'assert' | 'await' | 'finally' | 'lambda' | 'loop-else' | 'ternary' | 'try-else' | 'yield';
}

export interface BlockItem extends Base, Block {
  readonly kind: 'try' | 'match';
}

/** A case of a `match` or `switch`. */
export interface CaseItem extends Base, Block {
  readonly kind: 'case';
  /** It takes whatever the others left: `case _`, `default`. */
  readonly otherwise: boolean;
}

export type Item =
  | AnnotationItem
  | AssignItem
  | BlockItem
  | BooleanItem
  | CallItem
  | CaseItem
  | ClassItem
  | ComprehensionItem
  | FunctionItem
  | HandlerItem
  | IfItem
  | ImportItem
  | JumpItem
  | LoopItem
  | MemberItem
  | ModuleItem
  | OperationItem
  | PlainItem
  | RaiseItem
  | ReturnItem
  | StringItem
  | WithItem;

export type Kind = Item['kind'];
/** The items that may be of kind `K`: of `if` the one that is `if`, `elif` or `else`. */
export type ItemOf<K extends Kind> = OfKind<Item, K>;
type OfKind<I extends Item, K extends Kind> = I extends Item ? (K extends I['kind'] ? I : never) : never;
