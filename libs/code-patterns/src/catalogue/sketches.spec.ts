import { Engines } from '#code-model';
import { RUFF_RULES, validate } from '#code-rules';
import { ANTI_PATTERNS, PATTERNS } from './catalogue';

let engines: Engines;
beforeAll(async () => {
  engines = await Engines.load(RUFF_RULES);
});

const issuesOf = (code: string) => {
  const outcome = validate({ code_content: code, language: 'python', validation_type: 'full' }, engines);
  if (outcome.kind === 'refusal') throw new Error(outcome.refusal.message);
  return outcome.result.issues.map(({ code: rule, severity, message }) => ({ rule, severity, message }));
};

describe('our own validation', () => {
  it.each([...PATTERNS, ...ANTI_PATTERNS].map(({ id, sketch }) => [id, sketch]))(
    'finds nothing wrong with the sketch of %s',
    (_id, sketch) => {
      expect(issuesOf(sketch).filter(({ severity }) => severity !== 'info')).toEqual([]);
    },
  );

  it('would find a mistake in one', () => {
    const [{ sketch } = { sketch: '' }] = PATTERNS;
    expect(issuesOf(sketch.replace('match request.operation', 'match wanted'))).toContainEqual(
      expect.objectContaining({ rule: 'SEM-001', severity: 'error' }),
    );
  });
});
