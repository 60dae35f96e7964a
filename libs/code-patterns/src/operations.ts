import { words } from '#text';

/** What the names of a node's operations say about its pattern. */
export interface OperationEvidence {
  readonly patternId: string;
  /** 0..1, see `operationEvidence`. */
  readonly confidence: number;
  readonly operations: readonly string[];
}

interface OperationRule {
  readonly patternId: string;
  /** Verbs that stand for the same operation are in one group. */
  readonly groups: readonly (readonly string[])[];
  /** How many groups a complete example has. */
  readonly expected: number;
  /** Fewer groups prove nothing: every node gets something. */
  readonly least: number;
}

/** The patterns and keywords of the generator upstream (`pattern_library`): four operations make CRUD, two the others. */
const RULES: readonly OperationRule[] = [
  {
    patternId: 'crud',
    groups: [
      ['create', 'insert', 'add', 'register'],
      ['read', 'get', 'fetch', 'find', 'list', 'view'],
      ['update', 'modify', 'edit', 'patch', 'change'],
      ['delete', 'remove', 'drop', 'erase'],
    ],
    expected: 4,
    least: 2,
  },
  {
    patternId: 'transformation',
    groups: [['transform'], ['convert'], ['map'], ['parse'], ['format', 'render'], ['normalize', 'normalise']],
    expected: 2,
    least: 1,
  },
  {
    patternId: 'aggregation',
    groups: [
      ['aggregate', 'reduce'],
      ['sum', 'total'],
      ['count'],
      ['group'],
      ['merge', 'combine'],
      ['summarize', 'summarise'],
    ],
    expected: 2,
    least: 1,
  },
  {
    patternId: 'orchestration',
    groups: [['orchestrate'], ['coordinate'], ['schedule'], ['dispatch'], ['execute', 'run'], ['monitor', 'track']],
    expected: 2,
    least: 1,
  },
];

/** A sentence that uses the verbs without naming operations is worth half, and needs this many of them. */
const BARE_VERBS = { weight: 0.5, least: 3 } as const;

/**
 * The four patterns the generator knows, judged by operation names in the text (`create_user`, `getUser`):
 *
 *     confidence = ½ · (operations of this pattern / operations of any) + ½ · (groups found / groups expected)²
 *
 * which is the generator's formula with its first term halved, so that the sum stays within 0..1. Where no operation is named, CRUD may
 * also be told from three or four bare verbs ("create, read, update and delete"), the first term then counting half.
 */
export function operationEvidence(text: string): OperationEvidence[] {
  const named = operationNames(text);
  const known = named.filter((name) => RULES.some((rule) => groupOf(rule, verbOf(name)) >= 0));
  if (known.length > 0) return RULES.flatMap((rule) => judged(rule, known, 1, rule.least));
  const bare = [...new Set(words(text))];
  return RULES.slice(0, 1).flatMap((rule) => {
    const verbs = bare.filter((word) => groupOf(rule, word) >= 0);
    return judged(rule, verbs, BARE_VERBS.weight, BARE_VERBS.least);
  });
}

function judged(rule: OperationRule, names: readonly string[], weight: number, least: number): OperationEvidence[] {
  const operations = names.filter((name) => groupOf(rule, verbOf(name)) >= 0);
  const groups = new Set(operations.map((name) => groupOf(rule, verbOf(name)))).size;
  if (groups < least) return [];
  const complete = Math.min(1, groups / rule.expected);
  const confidence = 0.5 * weight * (operations.length / names.length) + 0.5 * complete ** 2;
  return [{ patternId: rule.patternId, confidence, operations }];
}

/** Distinct identifiers of two words or more, in order. */
function operationNames(text: string): string[] {
  const tokens = text.split(/[^A-Za-z0-9_]+/u).filter((token) => /[A-Za-z0-9]_[A-Za-z]|[a-z][A-Z]/u.test(token));
  return [...new Set(tokens)];
}

function verbOf(name: string): string {
  return words(name)[0] ?? '';
}

function groupOf(rule: OperationRule, verb: string): number {
  return rule.groups.findIndex((group) => group.includes(verb));
}
