import type { JsonObject, ValidateRequest, ValidationIssue } from '#contracts';
import type { Answering } from './answering';
import { unchecked, type FileReport } from './file-report';
import { ContractError } from './read-contracts';
import type { Source } from './read-source';
import type { Question } from './settings';
import { bySeverity } from './severity';

export interface Checking {
  readonly ask: Answering['ask'];
  readonly question: Question;
  /** The contracts of a file; rejects with a `ContractError`. */
  readonly contractsOf: (filePath: string | undefined) => Promise<readonly JsonObject[]>;
  readonly maxIssues: number;
}

/** What a worker would answer about a source. */
export async function checkFile(source: Source, checking: Checking): Promise<FileReport> {
  const { path, text, filePath } = source;
  const { ask, question, contractsOf, maxIssues } = checking;
  try {
    const contracts = await contractsOf(filePath);
    const outcome = await ask(requestOf(source, question, contracts));
    if (outcome.kind === 'refusal') return unchecked(path, outcome.refusal.code, outcome.refusal.message);
    const { result } = outcome;
    const issues = worst(result.issues, maxIssues);
    const omitted = result.issues_omitted + result.issues.length - issues.length;
    return { kind: 'checked', path, source: text, result, issues, omitted };
  } catch (error) {
    if (error instanceof ContractError) return unchecked(path, 'contract_unreadable', error.message);
    throw error;
  }
}

function requestOf(
  { text, language, filePath }: Source,
  { nodeType, profile, type }: Question,
  contracts: readonly JsonObject[],
): ValidateRequest {
  return {
    code_content: text,
    language,
    validation_type: type,
    ...(filePath !== undefined && { file_path: filePath }),
    ...(nodeType && { node_type: nodeType }),
    ...(profile && { profile }),
    ...(contracts.length > 0 && { contracts: [...contracts] }),
  };
}

/** At most `most` of them, the worst; the order of position is kept. */
function worst(issues: readonly ValidationIssue[], most: number): readonly ValidationIssue[] {
  if (issues.length <= most) return issues;
  const kept = new Set([...issues].sort((a, b) => bySeverity(a.severity, b.severity)).slice(0, most));
  return issues.filter((issue) => kept.has(issue));
}
