import { UNREPORTED, type Report } from '#contracts';
import type { Depth, RequirementsAnalysis } from './analysis';
import { readFrame } from './frame';
import { planOf } from './full';
import { meaningOf } from './partial';
import { quickAnalysis } from './quick';
import { workspaceFiles } from './workspace';

/**
 * What a requirements text (markdown or plain) says, as one JSON-able value. Total: any string is answered, an empty
 * one with confidence 0. The same text, depth and context give the same bytes; list marks, line ends and blank lines do
 * not matter (lines are counted in the text as it is). At most `MAX_CHARS` are read, see `truncated`.
 */
export function analyzeRequirements(
  text: string,
  depth: Depth,
  context: Readonly<Record<string, unknown>> = {},
  report: Report = UNREPORTED,
): RequirementsAnalysis {
  report(0, 'extracting requirements');
  const frame = readFrame(text, depth);
  const quick = quickAnalysis(frame);
  if (depth === 'quick') return quick;
  report(0.7, 'finding entities and actors');
  const meaning = meaningOf(frame, workspaceFiles(context));
  const partial = { ...quick, ...meaning };
  if (depth === 'partial') return partial;
  report(0.85, 'finding features and relationships');
  return { ...partial, ...planOf(frame, meaning) };
}
