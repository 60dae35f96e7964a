import type { Item, Value } from '../code/items';
import { base, field, type Reader, type ReadNode } from '../code/reader';
import { pathOf, valueOf } from '../code/reading/expressions';
import type { SyntaxNode } from '../code/syntax-tree';
import type { Documentation } from './documentation';
import { parametersOf, typeText } from './expressions';
import { addImport, addLoaded, isTypeOnly } from './read-imports';
import { statementsOf } from './statements';

const FUNCTIONS: ReadonlySet<string> = new Set(['arrow_function', 'function_expression', 'generator_function']);

/** Classes, functions, methods, fields and variables; `documentation` knows what is said of them. */
export function definitions(documentation: Documentation): readonly (readonly [string, ReadNode])[] {
  const readers = new Definitions(documentation);
  return [
    ['export_statement', (reader, node, parent) => readers.exported(reader, node, parent)],
    ['class_declaration', (reader, node, parent) => readers.class(reader, node, parent, node)],
    ['abstract_class_declaration', (reader, node, parent) => readers.class(reader, node, parent, node)],
    ['class', (reader, node, parent) => readers.class(reader, node, parent, node)],
    ['function_declaration', (reader, node, parent) => readers.function(reader, node, parent, node)],
    ['generator_function_declaration', (reader, node, parent) => readers.function(reader, node, parent, node)],
    ['method_definition', (reader, node, parent) => readers.function(reader, node, parent, node)],
    ['public_field_definition', (reader, node, parent) => readers.field(reader, node, parent)],
    ['lexical_declaration', (reader, node, parent) => readers.variables(reader, node, parent, node)],
    ['variable_declaration', (reader, node, parent) => readers.variables(reader, node, parent, node)],
    ['interface_declaration', () => undefined],
    ['type_alias_declaration', () => undefined],
    ['abstract_method_signature', () => undefined],
    ['method_signature', () => undefined],
    ['function_signature', () => undefined],
    ['type_annotation', () => undefined],
    ['type_arguments', () => undefined],
    ['type_parameters', () => undefined],
  ];
}

class Definitions {
  constructor(private readonly documentation: Documentation) {}

  /** What is exported is documented before its `export`. */
  exported(reader: Reader, node: SyntaxNode, parent: Item): void {
    const source = field(node, 'source');
    if (source !== undefined) return addImport(reader, node, parent, source, { typeOnly: isTypeOnly(reader, node) });
    const declared = field(node, 'declaration') ?? field(node, 'value');
    if (declared === undefined) return;
    if (declared.type.endsWith('class_declaration')) this.class(reader, declared, parent, node);
    else if (declared.type.endsWith('function_declaration')) this.function(reader, declared, parent, node);
    else if (declared.type === 'lexical_declaration') this.variables(reader, declared, parent, node);
    else reader.read(declared, parent);
  }

  class(reader: Reader, node: SyntaxNode, parent: Item, outer: SyntaxNode): void {
    const name = field(node, 'name');
    const body = field(node, 'body');
    const heritage = node.children.find(({ type }) => type === 'class_heritage')?.children ?? [];
    const item = reader.add({
      kind: 'class',
      ...base(node, parent),
      name: name === undefined ? '' : reader.text(name),
      nameSpan: name ?? node,
      bases: heritage.flatMap((clause) => basesOf(reader, clause)),
      decorators: this.decorators(reader, [...outer.children, ...(outer === node ? [] : node.children)], parent),
      ...this.documentation.of(outer),
      statements: statementsOf(body),
    });
    for (const clause of heritage) {
      const value = field(clause, 'value');
      if (value !== undefined && value.type !== 'identifier') reader.read(value, item);
    }
    if (body !== undefined) this.members(reader, body, item);
  }

  /** The decorators of a method stand before it, as if they were members. */
  private members(reader: Reader, body: SyntaxNode, item: Item): void {
    let before: SyntaxNode[] = [];
    for (const member of body.children) {
      if (member.type === 'decorator') before.push(member);
      else {
        const outer =
          before.length === 0 ? member : { ...member, start: before[0]?.start ?? member.start, children: before };
        if (member.type === 'method_definition') this.function(reader, member, item, outer);
        else for (const each of [...before, member]) reader.read(each, item);
        before = [];
      }
    }
  }

  function(reader: Reader, node: SyntaxNode, parent: Item, outer: SyntaxNode, named = field(node, 'name')): void {
    const list = field(node, 'parameters') ?? field(node, 'parameter');
    const returns = field(node, 'return_type');
    const body = field(node, 'body');
    const item = reader.add({
      kind: 'function',
      ...base(node, parent),
      name: named === undefined ? '' : reader.text(named),
      nameSpan: named ?? node,
      async: /(?:^|\s)async\b/.test(
        reader.source.slice(node.start, named !== undefined && named.start > node.start ? named.start : node.start + 6),
      ),
      parameters: parametersOf(reader, list),
      ...(returns && { returns: typeText(reader, returns) }),
      decorators: this.decorators(reader, outer.children, parent),
      ...this.documentation.of(outer),
      statements: body === undefined || body.type === 'statement_block' ? statementsOf(body) : ['return'],
    });
    for (const parameter of list?.children ?? []) readParameter(reader, parameter, item);
    if (returns !== undefined) annotate(reader, returns, item, 'result');
    if (body?.type === 'statement_block') reader.inside(body, item);
    else if (body !== undefined) reader.read(body, item);
  }

  field(reader: Reader, node: SyntaxNode, parent: Item): void {
    const name = field(node, 'name');
    const value = field(node, 'value');
    if (name === undefined) return;
    if (value !== undefined && FUNCTIONS.has(value.type)) return this.function(reader, value, parent, node, name);
    this.decorators(reader, node.children, parent);
    declared(reader, node, parent, name, value);
  }

  variables(reader: Reader, node: SyntaxNode, parent: Item, outer: SyntaxNode): void {
    for (const declarator of node.children) {
      const name = field(declarator, 'name');
      const value = field(declarator, 'value');
      if (name === undefined) continue;
      if (value !== undefined && FUNCTIONS.has(value.type)) this.function(reader, value, parent, outer, name);
      else declared(reader, declarator, parent, name, value);
    }
  }

  private decorators(reader: Reader, nodes: readonly SyntaxNode[], parent: Item): Value[] {
    return nodes.flatMap((node) => {
      const [expression] = node.children;
      if (node.type !== 'decorator' || expression === undefined) return [];
      reader.inside(node, parent);
      return [valueOf(reader, expression)];
    });
  }
}

function basesOf(reader: Reader, clause: SyntaxNode): string[] {
  const value = field(clause, 'value');
  if (value !== undefined) return [pathOf(reader, value)];
  return clause.children.map((type) => pathOf(reader, type));
}

function declared(reader: Reader, node: SyntaxNode, parent: Item, target: SyntaxNode, value?: SyntaxNode): void {
  const type = field(node, 'type');
  const item = reader.add({
    kind: 'assign',
    ...base(node, parent),
    targets: paths(reader, target),
    operator: value === undefined ? '' : '=',
    ...(type && { annotation: typeText(reader, type) }),
    ...(value && { value: valueOf(reader, value) }),
  });
  if (type !== undefined) annotate(reader, type, item, 'variable');
  if (value === undefined) return;
  addLoaded(reader, target, value, item);
  reader.read(value, item);
}

const PATTERNS: ReadonlySet<string> = new Set([
  'object_pattern',
  'array_pattern',
  'rest_pattern',
  'pair_pattern',
  'assignment_pattern',
  'object_assignment_pattern',
]);

/** Every name a pattern binds. */
export function paths(reader: Reader, target: SyntaxNode): string[] {
  if (!PATTERNS.has(target.type)) return [pathOf(reader, target)];
  const bound = field(target, 'value') ?? field(target, 'left');
  const inside =
    target.type === 'pair_pattern' || target.type.endsWith('assignment_pattern') ? [bound] : target.children;
  return inside.flatMap((child) => (child === undefined ? [] : paths(reader, child)));
}

function readParameter(reader: Reader, node: SyntaxNode, parent: Item): void {
  const type = field(node, 'type');
  const value = field(node, 'value');
  if (type !== undefined) annotate(reader, type, parent, 'parameter');
  if (value !== undefined) reader.read(value, parent);
}

function annotate(reader: Reader, node: SyntaxNode, parent: Item, of: 'parameter' | 'result' | 'variable'): void {
  reader.add({ kind: 'annotation', ...base(node, parent), text: typeText(reader, node), of });
}
