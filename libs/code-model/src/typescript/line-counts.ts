import type { Code } from '../code/code';
import type { LineCounts } from '../code/metrics/maintainability';

/** Lines of a TypeScript or JavaScript source; a JSDoc comment documents, and its lines are no other comment's. */
export function lineCounts(code: Code): LineCounts {
  const { source, lineCount: total, lineStarts } = code;
  const texts = Array.from({ length: total }, (_, n) =>
    source.slice(lineStarts[n], lineStarts[n + 1] ?? source.length),
  );
  const blank = texts.filter((text) => text.trim() === '').length;
  const counts = { comments: 0, documentation: 0, alone: 0 };
  for (const comment of code.comments) {
    const { line, endLine } = code.place(comment);
    const lines = endLine - line + 1;
    if (source.startsWith('/**', comment.start)) counts.documentation += lines;
    else counts.comments += lines;
    if (source.slice(lineStarts[line - 1], comment.start).trim() === '') counts.alone += lines;
  }
  const { comments, documentation, alone } = counts;
  const statements = code.items.reduce((sum, item) => sum + ('statements' in item ? item.statements.length : 0), 0);
  return { total, blank, code: Math.max(0, total - blank - alone), comments, documentation, logical: statements };
}
