import type { NodeType, ValidateRequest, ValidationIssue } from '#contracts';
import { Engines } from '#code-model';
import { RUFF_RULES, validate } from '#code-rules';
import type { Cases, LabelledCode, Mutant, Snippet } from './cases';
import { concernsChecker, reportsDefect } from './families';
import { type Figure, type Section, share } from './figures';

type Validate = (text: string, nodeType: NodeType | null) => readonly ValidationIssue[];

/** Untouched files, injected defects, upstream's own snippets. */
export async function evaluateValidation(cases: Cases): Promise<Section[]> {
  const engines = await Engines.load(RUFF_RULES);
  const issuesOf: Validate = (code_content, node_type) => {
    const request: ValidateRequest = { code_content, validation_type: 'full', language: 'python' };
    const outcome = validate(node_type === null ? request : { ...request, node_type }, engines);
    return outcome.kind === 'answer' ? outcome.result.issues : [];
  };
  return [
    untouched(cases, issuesOf),
    defects(
      cases.mutants.filter(({ op }) => op !== 'NONE'),
      issuesOf,
    ),
    snippets(cases.upstream_snippets, issuesOf),
  ];
}

function untouched({ mutants, nodes, handlers }: Cases, issuesOf: Validate): Section {
  const sets: readonly (readonly [string, readonly (Mutant | LabelledCode)[]])[] = [
    ['mutants.jsonl, NONE', mutants.filter(({ op }) => op === 'NONE')],
    ['nodes.jsonl', nodes],
    ['handlers.jsonl', handlers],
  ];
  const mistakes: string[] = [];
  const figures = sets.map(([name, files], n): Figure => {
    let accepted = 0;
    for (const file of files) {
      const errors = issuesOf(file.text, 'label' in file && isKind(file.label) ? file.label : kindOf(file)).filter(
        isError,
      );
      if (errors.length === 0) accepted += 1;
      else mistakes.push(`${file.repo}/${file.path}: ${errors.slice(0, 3).map(brief).join('; ')}`);
    }
    return {
      name: `without an error: ${name}`,
      value: share(accepted, files.length),
      of: files.length,
      ...(n === 0 && { aim: 0.96 }),
    };
  });
  return { title: 'validate: untouched real files', figures, tables: [], mistakes };
}

function kindOf(file: Mutant | LabelledCode): NodeType | null {
  return 'node_type' in file ? file.node_type : null;
}

function isKind(label: string): label is NodeType {
  return ['effect', 'compute', 'reducer', 'orchestrator'].includes(label);
}

function defects(mutants: readonly Mutant[], issuesOf: Validate): Section {
  const found = new Map<string, { hit: number; all: number }>();
  const mistakes: string[] = [];
  for (const { op, expect, text, node_type, repo, path } of mutants) {
    const hit = issuesOf(text, node_type).some((issue) => reportsDefect(issue, expect ?? ''));
    const count = found.get(op) ?? { hit: 0, all: 0 };
    found.set(op, { hit: count.hit + (hit ? 1 : 0), all: count.all + 1 });
    if (!hit) mistakes.push(`${op} in ${repo}/${path}`);
  }
  const counts = [...found].sort(([a], [b]) => (a < b ? -1 : 1));
  const hits = counts.reduce((sum, [, { hit }]) => sum + hit, 0);
  const table = counts.map(([op, { hit, all }]) => `${op.padEnd(30)} ${hit} of ${all}`).join('\n');
  const figure = {
    name: 'reported by the expected family',
    value: share(hits, mutants.length),
    of: mutants.length,
    aim: 0.98,
  };
  return { title: 'validate: injected defects', figures: [figure], tables: [table], mistakes };
}

interface Count {
  violations: number;
  reported: number;
  strongly: number;
  clean: number;
  alone: number;
}

/**
 * A violation counts as reported by any issue of the checker's families; a clean one must have neither a warning nor an
 * error of them.
 */
function snippets(rows: readonly Snippet[], issuesOf: Validate): Section {
  const counts = new Map<string, Count>();
  const mistakes: string[] = [];
  for (const { checker, test, verdict, text, families } of rows) {
    const issues = issuesOf(text, null).filter((issue) => concernsChecker(issue, checker));
    const strong = issues.filter(({ severity }) => severity !== 'info');
    const count = counts.get(checker) ?? { violations: 0, reported: 0, strongly: 0, clean: 0, alone: 0 };
    counts.set(checker, count);
    if (verdict === 'violation') {
      count.violations += 1;
      if (issues.length > 0) count.reported += 1;
      else mistakes.push(`${checker} ${test}: not reported ${families.join(', ')}`);
      if (strong.length > 0) count.strongly += 1;
    } else {
      count.clean += 1;
      if (strong.length === 0) count.alone += 1;
      else mistakes.push(`${checker} ${test}: clean, but ${strong.slice(0, 2).map(brief).join('; ')}`);
    }
  }
  const sum = (of: (count: Count) => number): number =>
    [...counts.values()].reduce((total, count) => total + of(count), 0);
  const table = [...counts].map(
    ([checker, c]) =>
      `${checker.padEnd(32)} reported ${c.reported} of ${c.violations}, left alone ${c.alone} of ${c.clean}`,
  );
  const [violations, clean] = [sum((c) => c.violations), sum((c) => c.clean)];
  return {
    title: "validate: upstream's labelled snippets",
    figures: [
      {
        name: 'violations reported',
        value: share(
          sum((c) => c.reported),
          violations,
        ),
        of: violations,
        aim: 0.85,
      },
      {
        name: 'clean ones left alone',
        value: share(
          sum((c) => c.alone),
          clean,
        ),
        of: clean,
        aim: 0.92,
      },
    ],
    tables: [table.join('\n')],
    mistakes,
  };
}

function isError({ severity }: ValidationIssue): boolean {
  return severity === 'error';
}

function brief({ code, severity, line, message }: ValidationIssue): string {
  return `${code} ${severity} line ${line}: ${message.slice(0, 90)}`;
}
