import {
  type AnalyzeRequest,
  type AnalyzeResult,
  answer,
  type Outcome,
  type Refusal,
  refusal,
  refuse,
  type Report,
  UNREPORTED,
} from '#contracts';
import { type Engines, measure } from '#code-model';
import { contentKind } from '#text';
import { analyzeRequirements } from '#requirements';
import { analyzeCode } from './analyze-code';
import type { Depth } from './code-analysis';

const DEPTHS: ReadonlyMap<string, Depth> = new Map([
  ['quick', 'quick'],
  ['partial', 'partial'],
]);

/**
 * Analyses a requirements document or code: what is sent as a document and is code after all is read as code. Refuses
 * both at once, code in a language no engine reads, and code beyond an engine's limits. Words for a depth that are not
 * known mean `full`. Same request, same outcome; never throws.
 */
export function analyze(
  request: AnalyzeRequest,
  engines: Engines,
  report: Report = UNREPORTED,
): Outcome<AnalyzeResult> {
  const { prd_content: document, code_content: code } = request;
  const depth = DEPTHS.get(request.analysis_type.toLowerCase()) ?? 'full';
  if (present(document) && present(code)) return refuse(both());
  if (present(code)) return codeAnalysis(code, request, depth, { engines, report });
  const text = document ?? '';
  return contentKind(text) === 'code'
    ? codeAnalysis(text, request, depth, { engines, report })
    : documentAnalysis(text, request, depth, report);
}

function present(text: string | null | undefined): text is string {
  return text !== undefined && text !== null;
}

function both(): Refusal {
  const message = 'prd_content and code_content are two requests: send one of them';
  return refusal('invalid_payload', message, [{ path: '/code_content', message: 'must not stand beside prd_content' }]);
}

function documentAnalysis(text: string, request: AnalyzeRequest, depth: Depth, report: Report): Outcome<AnalyzeResult> {
  const { confidence, ...rest } = analyzeRequirements(text, depth, request.workspace_context ?? {}, report);
  const analysis_result = {
    content_type: 'requirements',
    ...rest,
    confidence: confidence.score,
    confidence_terms: confidence.terms,
  };
  return answer({ analysis_result, confidence: confidence.score });
}

function codeAnalysis(
  text: string,
  request: AnalyzeRequest,
  depth: Depth,
  { engines, report }: { readonly engines: Engines; readonly report: Report },
): Outcome<AnalyzeResult> {
  report(0, 'parsing the code');
  const read = engines.parse(languageOf(request), text);
  if (read.kind === 'refused') return refuse(read.refusal);
  if (read.kind === 'unfinished') return refuse(refusal('unfinished', 'the code is too deeply nested to be parsed'));
  report(0.3, 'analysing the code');
  const analysis = analyzeCode(read.code, measure(read.code, read.lines), depth);
  return answer({ analysis_result: { content_type: 'code', ...analysis }, confidence: analysis.confidence });
}

/** The context may name it, as callers without a language member do. */
function languageOf({ language, workspace_context: context }: AnalyzeRequest): string {
  const named = language ?? context?.['language'];
  return typeof named === 'string' ? named.toLowerCase() : 'python';
}
