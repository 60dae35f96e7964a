import { evaluate, hasType, typeOf } from './evaluate';
import { shownList, type Objection } from './findings';
import { undecided } from './judge';
import { allows, type ListedPiece } from './pieces';
import { alternativesOf } from './alternatives';
import { at, schemasOf, spot, typesOf, valuesOf } from './keywords';
import type { RuleKey } from './rules';
import { resolve, type SchemaNode } from './schema-node';

/** What single values have against a reader: each is tried. */
export function valueObjections(piece: ListedPiece, reader: SchemaNode): Objection[] {
  const truths = piece.values.map((value) => [value, evaluate(value, reader)] as const);
  const refused = truths
    .filter(([, truth]) => truth === false)
    .map(([value]) => [value, blame(value, reader)] as const);
  const unclear = truths.filter(([, truth]) => truth === undefined).map(([value]) => value);
  const places = new Map(refused.map(([, { key, readerAt }]) => [`${key} ${readerAt}`, { key, readerAt }]));
  const objections = [...places.values()].map(({ key, readerAt }): Objection => {
    const values = refused
      .filter(([, cause]) => cause.key === key && cause.readerAt === readerAt)
      .map(([value]) => value);
    return {
      key,
      readerAt,
      writerAt: spot(piece.nodes, key === 'enumValue' ? 'enum' : 'type'),
      reason: (has) => `${has.writer} allows ${shownList(values)}; ${has.reader} does not`,
    };
  });
  if (unclear.length === 0) return objections;
  const why = `whether the reader takes ${shownList(unclear)} cannot be decided`;
  return [...objections, undecided(reader.pointer, spot(piece.nodes, 'enum'), why)];
}

interface Cause {
  readonly key: RuleKey;
  readonly readerAt: string;
}

/** References followed to find it. */
const MAX_BLAME = 16;

/** The keyword a refused value is refused by, where it is a single one. */
function blame(value: unknown, reader: SchemaNode, depth = 0): Cause {
  if (!hasType(value, typesOf(reader))) return { key: 'type', readerAt: at(reader, 'type') };
  for (const name of ['enum', 'const'] as const) {
    const listed = valuesOf(reader, name);
    if (listed !== undefined) return { key: 'enumValue', readerAt: at(reader, name) };
  }
  const inner = depth > MAX_BLAME ? undefined : guilty(value, reader);
  if (inner !== undefined) return blame(value, inner, depth + 1);
  const branches = branchesOf(reader);
  const foreign = branches.length > 0 && !branches.some((branch) => admits(branch, typeOf(value)));
  return { key: foreign ? 'type' : 'value', readerAt: reader.pointer };
}

function guilty(value: unknown, reader: SchemaNode): SchemaNode | undefined {
  const parts = [resolve(reader), ...(schemasOf(reader, 'allOf') ?? [])].filter((node) => node !== undefined);
  const part = parts.find((node) => evaluate(value, node) === false);
  if (part !== undefined) return part;
  const near = branchesOf(reader).filter((branch) => admits(branch, typeOf(value)));
  return near.length === 1 && evaluate(value, near[0] ?? reader) === false ? near[0] : undefined;
}

function branchesOf(reader: SchemaNode): readonly SchemaNode[] {
  return schemasOf(reader, 'anyOf') ?? schemasOf(reader, 'oneOf') ?? [];
}

/** Whether a schema takes values of a type at all. */
export function admits(node: SchemaNode, type: ReturnType<typeof typeOf>): boolean {
  return alternativesOf([node]).some(({ nodes }) =>
    nodes.every((one) => {
      const listed = valuesOf(one, 'enum') ?? valuesOf(one, 'const');
      return allows(typesOf(one), type) && (listed === undefined || listed.some((value) => typeOf(value) === type));
    }),
  );
}
