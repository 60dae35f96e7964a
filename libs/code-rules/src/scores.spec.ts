import type { ValidateRequest, ValidationResult, ValidationType } from '#contracts';
import * as fc from 'fast-check';
import { Engines, type Metrics } from '#code-model';
import type { JudgedIssue } from './rule';
import { score, WEIGHT } from './scores';
import { MAX_SUGGESTIONS, suggest } from './suggestions';
import { RUFF_RULES, RULES } from './table';
import { DIMENSIONS_OF, validate } from './validate';

let engines: Engines;
beforeAll(async () => {
  engines = await Engines.load(RUFF_RULES);
});

function resultOf(code_content: string, more: Partial<ValidateRequest> = {}): ValidationResult {
  const request: ValidateRequest = { code_content, validation_type: 'full', language: 'python', ...more };
  const outcome = validate(request, engines);
  if (outcome.kind === 'refusal') throw new Error(outcome.refusal.message);
  return outcome.result;
}

const DECENT = `"""Adds up orders."""

from omnibase_core.models.container.model_onex_container import ModelONEXContainer
from omnibase_core.nodes import NodeCompute


class NodeOrderTotalCompute(NodeCompute):
    """Sums the amounts of an order."""

    def __init__(self, container: ModelONEXContainer) -> None:
        """Takes the container of its services."""
        super().__init__(container)

    async def execute_compute(self, request: dict[str, float]) -> float:
        """The total of all amounts."""
        try:
            return sum(request.values())
        except TypeError as error:
            raise ValueError("amounts must be numbers") from error
`;

describe('scores', () => {
  it('are high for a decent node', () => {
    const result = resultOf(DECENT, { node_type: 'compute' });
    expect(result).toMatchObject({ is_valid: true });
    expect(result.quality_score).toBeGreaterThan(0.9);
    expect(result.onex_compliance_score).toBeGreaterThanOrEqual(0.85);
    expect(resultOf(`import os\n${DECENT}print(1)\n`).quality_score).toBeGreaterThan(0.8);
  });

  it('are at most 0.3 with a syntax error, and compliance is then unknown', () => {
    const result = resultOf('def f(:\n');
    expect(result.quality_score).toBeLessThanOrEqual(0.3);
    expect(result.onex_compliance_score).toBe(0);
  });

  it('are at most 0.6 with any other error', () => {
    expect(resultOf(`${DECENT}x = missing\n`).quality_score).toBe(0.6);
  });

  it('are what is left of 1 when the listed deductions are taken, and the weighted mean of that', () => {
    for (const code of [DECENT, 'import os\nimport sys\n\n\ndef f(a, b=[]):\n    print(a)\n']) {
      const { dimensions, deductions = [], quality_score } = resultOf(code);
      for (const [name, value] of Object.entries(dimensions)) {
        const lost = deductions
          .filter(({ dimension }) => dimension === name)
          .reduce((sum, { points }) => sum + points, 0);
        expect(value).toBeCloseTo(Math.max(0, 1 - lost), 2);
      }
      const mean = Object.entries(WEIGHT).reduce((sum, [name, weight]) => sum + weight * (dimensions[name] ?? NaN), 0);
      expect(quality_score).toBeCloseTo(mean, 2);
    }
  });

  it('name what they were measured by', () => {
    expect(resultOf('def f(a):\n    return a\n')).toMatchObject({
      dimensions: { documentation: 0, typing: expect.any(Number) },
      metrics: { functions: 1, docstring_coverage: 0, annotation_coverage: 0, cyclomatic_complexity: 1 },
      deductions: expect.arrayContaining([
        { dimension: 'documentation', reason: 'docstring coverage', count: 2, points: 1 },
      ]),
    });
  });

  it('do not sink with repetition of one mistake', () => {
    const compliance = (n: number) => resultOf('print(1)\n'.repeat(n)).onex_compliance_score;
    expect(compliance(3)).toBe(compliance(300));
  });

  it('do not rise with words in comments and strings', () => {
    const words = '# ModelOnexError NodeBase container emit_log_event\nx = "raise ModelOnexError"\n';
    expect(resultOf(`import os\n${words}`).onex_compliance_score).toBe(resultOf('import os\n').onex_compliance_score);
  });

  it('weigh to 1', () => {
    expect(Object.values(WEIGHT).reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 10);
  });

  it('stay between 0 and 1 and never rise with one more finding', () => {
    const { metrics } = { metrics: {} as Metrics };
    const plain: Metrics = {
      ...metrics,
      functions: [],
      maintainability: 100,
      docstrings: { possible: 0, present: 0 },
      annotations: { possible: 0, present: 0 },
    };
    const issue = fc
      .tuple(fc.constantFrom(...RULES), fc.constantFrom('error', 'warning', 'info' as const))
      .map(([rule, severity]): JudgedIssue => {
        const place = { line: 1, column: 1, end_line: 1, end_column: 2 };
        return { rule, issue: { code: rule.id, severity, message: 'm', rule: 'r', ...place } };
      });
    const types = fc.constantFrom<ValidationType>('syntax', 'semantic', 'compliance', 'full');
    fc.assert(
      fc.property(fc.array(issue, { maxLength: 40 }), issue, types, (issues, more, type) => {
        const before = score(issues, DIMENSIONS_OF[type], plain);
        const after = score([...issues, more], DIMENSIONS_OF[type], plain);
        for (const value of [after.quality, after.compliance, ...Object.values(after.dimensions)]) {
          expect(value).toBeGreaterThanOrEqual(0);
          expect(value).toBeLessThanOrEqual(1);
        }
        expect(after.quality).toBeLessThanOrEqual(before.quality);
        expect(after.compliance).toBeLessThanOrEqual(before.compliance);
        expect(suggest([...issues, more]).length).toBeLessThanOrEqual(MAX_SUGGESTIONS);
      }),
    );
  });
});

describe('suggestions', () => {
  it('say what to do, errors first, once per kind of issue', () => {
    expect(resultOf('import os\nimport sys\nx = missing\n').suggestions.slice(0, 2)).toEqual([
      'SEM-001: define or import the undefined names (line 3)',
      expect.stringMatching(/^SEM-002: .* \(2 places, first at line 1\)$/),
    ]);
  });
});
