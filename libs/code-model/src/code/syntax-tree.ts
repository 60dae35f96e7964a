import { readFile } from 'node:fs/promises';
import { Language, Parser, type TreeCursor } from 'web-tree-sitter';
import type { Span } from './items';

/** A named node of a concrete syntax tree. Offsets count UTF-16 units. */
export interface SyntaxNode {
  readonly type: string;
  /** Its field in the parent; empty when it has none. */
  readonly field: string;
  readonly start: number;
  readonly end: number;
  readonly children: readonly SyntaxNode[];
}

/** Nobody writes deeper code; what broken code nests deeper is not looked into, and nobody's stack overflows. */
const MAX_DEPTH = 1500;

/** Types without children, or with none that anybody reads: asking costs a call each time. */
const TERMINALS: ReadonlySet<string> = new Set(
  (
    'identifier integer float number true false none null undefined ellipsis pass_statement string_start string_content ' +
    'string_end string_fragment escape_sequence property_identifier private_property_identifier type_identifier ' +
    'predefined_type this super regex accessibility_modifier jsx_text statement_identifier import_prefix'
  ).split(' '),
);

export interface SyntaxTree {
  /** Without the comments. */
  readonly root: SyntaxNode;
  readonly comments: readonly Span[];
  /** Some of the source did not parse. */
  readonly broken: boolean;
  /** What was skipped of it. */
  readonly errors: readonly Span[];
}

/** The type every grammar gives to what it skips. */
const ERROR_TYPE = 65_535;

/**
 * Parses one language and hands out plain objects, so that nobody keeps memory of the parser's. Every step over the
 * parser's own tree is a call into WebAssembly; this is the only walk that pays for it.
 */
export class Grammar {
  private constructor(
    private readonly parser: Parser,
    private readonly types: readonly (string | undefined)[],
    private readonly fields: readonly (string | null)[],
  ) {}

  /** `file`: path of the grammar's `.wasm`. */
  static async load(file: string): Promise<Grammar> {
    await Parser.init();
    const language = await Language.load(await readFile(file));
    const parser = new Parser();
    parser.setLanguage(language);
    const types = Array.from({ length: language.nodeTypeCount }, (_, id) => namedType(language, id));
    const fields = Array.from({ length: language.fieldCount + 1 }, (_, id) => language.fieldNameForId(id));
    return new Grammar(parser, types, fields);
  }

  /** The tree of `source`, however broken it is. Throws when the parser traps. */
  parse(source: string): SyntaxTree {
    const tree = this.parser.parse(source);
    if (tree === null) throw new Error('the parser gave up');
    const cursor = tree.walk();
    try {
      const found: Found = { comments: [], errors: [] };
      return { root: this.read(cursor, cursor.nodeType, '', found, 0), ...found, broken: tree.rootNode.hasError };
    } finally {
      cursor.delete();
      tree.delete();
    }
  }

  private read(cursor: TreeCursor, type: string, field: string, found: Found, depth: number): SyntaxNode {
    const children: SyntaxNode[] = [];
    const node = { type, field, start: cursor.startIndex, end: cursor.endIndex, children };
    if (depth > MAX_DEPTH || TERMINALS.has(type) || !cursor.gotoFirstChild()) return node;
    do {
      const id = cursor.nodeTypeId;
      const child = this.types[id];
      if (id === ERROR_TYPE) found.errors.push({ start: cursor.startIndex, end: cursor.endIndex });
      if (child === 'comment') found.comments.push({ start: cursor.startIndex, end: cursor.endIndex });
      else if (child !== undefined) {
        children.push(this.read(cursor, child, this.fields[cursor.currentFieldId] ?? '', found, depth + 1));
      }
    } while (cursor.gotoNextSibling());
    cursor.gotoParent();
    return node;
  }
}

interface Found {
  readonly comments: Span[];
  readonly errors: Span[];
}

/** Named by the grammars and nobody's operand or argument: `\` at the end of a Python line, `<!--` in JavaScript. */
const NO_NODES: ReadonlySet<string> = new Set(['line_continuation', 'html_comment']);

function namedType(language: Language, id: number): string | undefined {
  if (!language.nodeTypeIsNamed(id) || !language.nodeTypeIsVisible(id)) return undefined;
  const type = language.nodeTypeForId(id);
  return type === null || NO_NODES.has(type) ? undefined : type;
}
