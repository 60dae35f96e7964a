import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readKnowledge } from '#knowledge';
import { MIXINS } from '#mixins';
import { loadRuff } from '#code-model';
import { DETECTORS } from '../detection/read-features';
import { ANTI_PATTERNS, PATTERNS, patternOf } from './catalogue';
import type { Pattern } from './pattern';

const ALL = [...PATTERNS, ...ANTI_PATTERNS];
const named = ALL.map((pattern): [string, Pattern] => [pattern.id, pattern]);

/** Undefined names, unused imports, likely bugs, blocking calls in async functions, insecure calls, naming, old syntax. */
const ruff = loadRuff(['E', 'F', 'B', 'ASYNC', 'N', 'S1', 'S3', 'S6', 'UP', 'ANN', 'T20', 'BLE', 'TRY002']);

const findings = (code: string) => {
  const result = ruff.check(code);
  // Line length is a matter of taste; the texts of docstrings are English sentences.
  return result.kind === 'checked' ? result.diagnostics.filter(({ rule }) => rule !== 'E501') : result.reason;
};

describe('the catalogue', () => {
  it('knows the four patterns of the generator under their names', () => {
    const names = ['crud', 'transformation', 'aggregation', 'orchestration'].map((id) => patternOf(id)?.name);
    expect(names).toEqual(['CRUD', 'Transformation', 'Aggregation', 'Orchestration']);
  });

  it('has at least 28 patterns beside the anti-patterns', () => {
    expect(PATTERNS.length).toBeGreaterThanOrEqual(28);
    expect(ANTI_PATTERNS.length).toBeGreaterThanOrEqual(7);
  });

  it('gives every entry an id and a name of its own', () => {
    expect(new Set(ALL.map(({ id }) => id)).size).toBe(ALL.length);
    expect(new Set(ALL.map(({ name }) => name)).size).toBe(ALL.length);
    for (const { id } of ALL) expect(id).toMatch(/^[a-z]+(?:-[a-z]+)*$/);
  });

  it('has a file for each of its groups, and a sketch for each of its entries', () => {
    const groups = Object.values(readKnowledge('code-patterns', 'patterns') as Record<string, unknown[]>);
    expect(groups.flat()).toHaveLength(ALL.length);
    const sketches = Object.keys(readKnowledge('code-patterns', 'sketches') as object);
    expect(sketches.sort()).toEqual(ALL.map(({ id }) => id).sort());
  });

  it('has the features of its entries in files of the same names, in the same order', () => {
    const idsOf = ([file, entries]: [string, readonly { readonly id: string }[]]) => [
      file,
      entries.map(({ id }) => id),
    ];
    const groups = Object.entries(readKnowledge('code-patterns', 'patterns') as Record<string, { id: string }[]>);
    const features = Object.entries(readKnowledge('code-patterns', 'features') as Record<string, object>);
    expect(features.map(([file, byId]) => [file, Object.keys(byId)])).toEqual(groups.map(idsOf));
  });

  it('does not know what is in no list, nor the members of objects', () => {
    for (const id of ['', 'nothing', '__proto__', 'constructor']) expect(patternOf(id)).toBeUndefined();
  });

  it.each(named)('%s refers only to what exists, and not to itself', (id, { related, complements }) => {
    for (const other of [...related, ...complements]) expect(patternOf(other)?.id).toBe(other);
    expect([...related, ...complements]).not.toContain(id);
    expect(related.length).toBeGreaterThan(0);
  });

  it.each(named)('%s names mixins that upstream ships', (_id, { mixins }) => {
    expect(mixins.length).toBeGreaterThan(0);
    expect(mixins.filter((mixin) => MIXINS.get(mixin)?.status !== 'class')).toEqual([]);
  });

  it.each(named)('%s says what it is, when it fits and when not', (_id, pattern) => {
    const texts = [pattern.description, pattern.intent, pattern.whenToUse, pattern.whenNotToUse];
    for (const text of texts) expect(text).toMatch(/^[A-Z].*\.$/s);
    expect(pattern.kinds.length).toBeGreaterThan(0);
    expect(pattern.keywords.length).toBeGreaterThan(2);
  });

  it.each(ANTI_PATTERNS.map(({ id, rules }) => [id, rules] as const))(
    '%s names the rules that report it',
    (_id, rules) => {
      expect(rules?.length).toBeGreaterThan(0);
      for (const rule of rules ?? []) expect(rule).toMatch(/^[A-Z]{3}-\d{3}$/);
    },
  );
});

describe('the document', () => {
  const text = readFileSync(join(__dirname, '../../../../docs/intelligence/patterns.md'), 'utf8');

  const rowsOf = (id: string): string =>
    text
      .split('\n')
      .filter((line) => line.startsWith(`| \`${id}\` `))
      .join('\n')
      .replaceAll('\\', '');

  it.each(named)('has a row for %s', (id, { description }) => {
    expect(rowsOf(id)).toContain(description);
  });

  it.each(DETECTORS.map((detector) => [detector.id, detector] as const))(
    'says what shows %s in code, and how strongly',
    (id, { features }) => {
      for (const { seen, strength } of features) expect(rowsOf(id)).toContain(`${seen} (${strength})`);
    },
  );
});

describe('a sketch', () => {
  it.each(named)('of %s is Python without a finding', (_id, { sketch }) => {
    expect(findings(sketch)).toEqual([]);
  });

  it.each(named)('of %s is short', (_id, { sketch }) => {
    const lines = sketch.split('\n').filter((line) => line.trim() !== '' && !/^(?:from|import) /.test(line)).length;
    expect(lines).toBeGreaterThanOrEqual(8);
    expect(lines).toBeLessThanOrEqual(25);
  });

  it.each(named)(
    'of %s is a node of a kind the pattern fits, made and entered as nodes are',
    (_id, { sketch, kinds }) => {
      const [, kind = '', base] = /^class Node[A-Z]\w*(Effect|Compute|Reducer|Orchestrator)\((\w+)/m.exec(sketch) ?? [];
      expect(base).toBe(`Node${kind}`);
      expect(kinds).toContain(kind.toLowerCase());
      expect(sketch).toContain(
        'def __init__(self, container: ModelONEXContainer) -> None:\n        super().__init__(container)',
      );
      expect(sketch).toMatch(
        / {4}async def execute_(?:effect|compute|reduction|orchestration)\(self, .*\) -> Model\w+:\n {8}"""/,
      );
    },
  );

  it('would be found out if it were wrong', () => {
    expect(findings('import os\n')).toMatchObject([{ rule: 'F401' }]);
    expect(findings('def f(:\n')).not.toEqual([]);
  });
});
