import type { ValidateRequest, ValidationResult } from '#contracts';
import * as fc from 'fast-check';
import type { Findings } from '../code/findings';
import { Ruff } from '../python/ruff';
import { RUFF_RULES, RULES } from './rules';
import { MAX_SUGGESTIONS } from './suggestions';
import { validatePython } from './validate';

const ruff = new Ruff(RUFF_RULES);

function request(code_content: string, more: Partial<ValidateRequest> = {}): ValidateRequest {
  return { code_content, validation_type: 'full', language: 'python', ...more };
}

function resultOf(code: string): ValidationResult {
  return validatePython(request(code), ruff.check(code));
}

const DECENT = `"""Adds up orders."""

from omnibase_core.nodes import NodeCompute


class NodeOrderTotalCompute(NodeCompute):
    """Sums the amounts of an order."""

    def __init__(self, container):
        super().__init__(container)

    async def execute_compute(self, request: dict[str, float]) -> float:
        """The total of all amounts."""
        try:
            return sum(request.values())
        except TypeError as error:
            raise ValueError("amounts must be numbers") from error
`;

describe('scores', () => {
  it('are above 0.8 for a decent node, and full for a clean one', () => {
    expect(resultOf(DECENT)).toMatchObject({ is_valid: true, issues: [], quality_score: 1, onex_compliance_score: 1 });
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

  it('follow the formula: each warning takes 0.05 from its dimension, which weighs 0.4 of the whole', () => {
    expect(resultOf('import os\nimport sys\n')).toMatchObject({
      quality_score: 0.96,
      dimensions: { syntax: 1, semantics: 0.9, compliance: 1 },
    });
  });

  it('do not sink with repetition of one mistake', () => {
    expect(resultOf('print(1)\n'.repeat(3)).quality_score).toBe(resultOf('print(1)\n'.repeat(300)).quality_score);
  });

  it('do not rise with words in comments and strings', () => {
    const words = '# ModelOnexError NodeBase container emit_log_event\nx = "raise ModelOnexError"\n';
    expect(resultOf(`import os\n${words}`).quality_score).toBe(resultOf('import os\n').quality_score);
  });

  it('stay between 0 and 1 and never rise with one more finding', () => {
    const rule = fc.constantFrom(...RULES.keys());
    const checked = (rules: readonly string[]): Findings => ({
      kind: 'checked',
      isSnippet: false,
      diagnostics: rules.map((name, n) => ({
        rule: name,
        message: 'm',
        line: n + 1,
        column: 1,
        endLine: n + 1,
        endColumn: 2,
      })),
    });
    const types = fc.constantFrom('syntax', 'semantic', 'compliance', 'full' as const);
    fc.assert(
      fc.property(fc.array(rule, { maxLength: 40 }), rule, types, (rules, more, validation_type) => {
        const before = validatePython(request('', { validation_type }), checked(rules));
        const after = validatePython(request('', { validation_type }), checked([...rules, more]));
        for (const value of [after.quality_score, after.onex_compliance_score, ...Object.values(after.dimensions)]) {
          expect(value).toBeGreaterThanOrEqual(0);
          expect(value).toBeLessThanOrEqual(1);
        }
        expect(after.quality_score).toBeLessThanOrEqual(before.quality_score);
        expect(after.onex_compliance_score).toBeLessThanOrEqual(before.onex_compliance_score);
        expect(after.suggestions.length).toBeLessThanOrEqual(MAX_SUGGESTIONS);
      }),
    );
  });
});

describe('suggestions', () => {
  it('say what to do, errors first, once per kind of issue', () => {
    expect(resultOf('import os\nimport sys\nx = missing\n').suggestions).toEqual([
      'SEM-001: define or import the undefined names (line 3)',
      'SEM-002: remove or use what is imported or assigned for nothing (2 places, first at line 1)',
    ]);
  });
});
