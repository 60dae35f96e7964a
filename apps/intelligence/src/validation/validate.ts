import { createHash } from 'node:crypto';
import {
  answer,
  type DomainEvent,
  type Outcome,
  type Refusal,
  refusal,
  refuse,
  type ValidateRequest,
  type ValidationIssue,
  type ValidationResult,
} from '#contracts';
import type { Findings } from '../python/findings';
import { beyondLimits } from '../python/limits';
import type { Engine } from './engine';
import { type JudgedIssue, judge } from './issues';
import { DIMENSIONS_OF } from './rules';
import { score } from './scores';
import { suggest } from './suggestions';

/** A reply lists at most this many issues; errors are kept before warnings. */
export const MAX_ISSUES = 200;

const LANGUAGE = 'python';
const LANGUAGE_NAMES: readonly string[] = [LANGUAGE, 'py', 'python3'];

/**
 * Validates requests on `engine`. Refuses what it cannot judge (`unsupported_language`, `code_too_large`,
 * `code_too_deep`); every other code is answered, at the worst with the one issue SYN-002 where the engine could not
 * finish. Assessed code is made known as `quality_assessed`. Rejects only when the engine itself is gone.
 */
export function createValidate(engine: Engine): (request: ValidateRequest) => Promise<Outcome<ValidationResult>> {
  return async (request) => {
    const refused = unsupported(request.language) ?? beyondLimits(request.code_content);
    if (refused !== undefined) return refuse(refused);
    const findings = await engine.check(request.code_content);
    const result = validatePython(request, findings);
    return answer(result, findings.kind === 'checked' ? [assessed(request, result)] : []);
  };
}

/** The answer to `request`, from findings alone: same input, same answer. `contracts` and `node_type` are not looked at. */
export function validatePython(request: ValidateRequest, findings: Findings): ValidationResult {
  const all = judge(findings);
  const measured = DIMENSIONS_OF[request.validation_type];
  const reported = all.filter(({ dimension }) => measured.includes(dimension));
  const issues = mostSevere(reported);
  const scores = score(all, measured);
  return {
    is_valid: !reported.some(isError),
    quality_score: scores.quality,
    onex_compliance_score: scores.compliance,
    issues,
    dimensions: scores.dimensions,
    language: LANGUAGE,
    validation_type: request.validation_type,
    issues_omitted: reported.length - issues.length,
    suggestions: suggest(reported),
  };
}

function unsupported(language: string): Refusal | undefined {
  if (LANGUAGE_NAMES.includes(language)) return undefined;
  const message = `language ${JSON.stringify(language)} is not supported; supported: ${LANGUAGE_NAMES.join(', ')}`;
  return refusal('unsupported_language', message, [{ path: '/language', message }]);
}

/** Errors before the rest when there are too many; the order of position is kept. */
function mostSevere(reported: readonly JudgedIssue[]): ValidationIssue[] {
  const bySeverity = new Set([...reported.filter(isError), ...reported]);
  const chosen = new Set([...bySeverity].slice(0, MAX_ISSUES));
  return reported.filter((judged) => chosen.has(judged)).map(({ issue }) => issue);
}

function isError({ issue }: JudgedIssue): boolean {
  return issue.severity === 'error';
}

function assessed(request: ValidateRequest, result: ValidationResult): DomainEvent {
  const digest = () => createHash('sha256').update(request.code_content, 'utf8').digest('hex').slice(0, 16);
  return {
    type: 'quality_assessed',
    payload: {
      entity_id: request.file_path || `code:${digest()}`,
      quality_score: result.quality_score,
      dimensions: result.dimensions,
    },
  };
}
