import {
  answer,
  descriptionOf,
  type Outcome,
  type PatternRequest,
  type PatternResult,
  type Refusal,
  refuse,
} from '#contracts';
import type { Engines } from '#code-model';
import { type DetectedPattern, detectPatterns } from './detection/detect-patterns';
import { matchPatterns } from './match-patterns';
import type { FoundNodes } from './similar-node';

/**
 * Patterns for a description, for code, or for both: from the catalogue by words, from the code by what it does, and the
 * nodes like it that came with the request. Refuses code in a language no engine reads and code beyond an engine's
 * limits. Never throws; the same request and nodes give the same answer.
 */
export function answerPattern(request: PatternRequest, similar: FoundNodes, engines: Engines): Outcome<PatternResult> {
  const detected = detectedIn(request, engines);
  if ('code' in detected) return refuse(detected);
  return answer(
    matchPatterns({
      description: descriptionOf(request),
      nodeType: request.node_type,
      limit: request.limit,
      threshold: request.threshold,
      detected,
      similar: similar.nodes,
      similarTotal: similar.total,
    }),
  );
}

function detectedIn(
  { code_content: code, language = 'python', node_type }: PatternRequest,
  engines: Engines,
): readonly DetectedPattern[] | Refusal {
  if (code === undefined) return [];
  const parsed = engines.parse(language, code);
  if (parsed.kind === 'refused') return parsed.refusal;
  return parsed.kind === 'read' ? detectPatterns(parsed.code, node_type) : [];
}
