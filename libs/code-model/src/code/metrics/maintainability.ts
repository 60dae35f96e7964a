/** Lines of a source by what is on them. */
export interface LineCounts {
  /** All lines. */
  readonly total: number;
  /** With code on them. */
  readonly code: number;
  readonly blank: number;
  /** Comments, also those beside code. */
  readonly comments: number;
  /** Lines of strings of several lines that are statements of their own. */
  readonly documentation: number;
  /** Statements, more or less: what would be a line of its own if every statement had one. */
  readonly logical: number;
}

/** Halstead's volume, total cyclomatic complexity, line counts. */
export interface MaintainabilityTerms {
  readonly volume: number;
  readonly complexity: number;
  readonly lines: LineCounts;
}

/**
 * Maintainability index, 0 to 100: 171 − 5.2 ln V − 0.23 G − 16.2 ln L + 50 sin √(2.46 C), times 100 / 171, where L are
 * the logical lines and C the share of comment and documentation lines in the code lines, in percent, read as degrees.
 * 100 without operators or lines. Oman and Hagemeister 1992 with comments as in the SEI's version, scaled as Visual
 * Studio and radon do. Radon ranks above 19 A, above 9 B, the rest C.
 */
export function maintainabilityIndex({ volume, complexity, lines }: MaintainabilityTerms): number {
  if (volume <= 0 || lines.logical <= 0) return 100;
  const percent = lines.code === 0 ? 0 : (100 * (lines.comments + lines.documentation)) / lines.code;
  const comments = Math.sqrt((2.46 * percent * Math.PI) / 180);
  const raw =
    171 - 5.2 * Math.log(volume) - 0.23 * complexity - 16.2 * Math.log(lines.logical) + 50 * Math.sin(comments);
  return Math.min(100, Math.max(0, (raw * 100) / 171));
}
