import {
  NODE_TYPES,
  SEVERITIES,
  VALIDATION_PROFILES,
  VALIDATION_TYPES,
  type NodeType,
  type Severity,
  type ValidationProfile,
  type ValidationType,
} from '#contracts';
import type { Arguments } from '../arguments';

export const FORMATS = ['text', 'json', 'sarif', 'github'] as const;
export type Format = (typeof FORMATS)[number];

/** What is asked about every file. */
export interface Question {
  readonly nodeType: NodeType | undefined;
  readonly profile: ValidationProfile | undefined;
  readonly type: ValidationType;
}

/** What makes a file fail. */
export interface Threshold {
  /** An issue of this severity or a worse one; `never`: none. */
  readonly failOn: Severity | 'never';
  /** A quality score below this. */
  readonly minScore: number | undefined;
}

export interface Settings {
  readonly question: Question;
  readonly threshold: Threshold;
  readonly format: Format;
  /** Where the report goes instead of standard output. */
  readonly output: string | undefined;
  /** Contract files that apply to every file. */
  readonly contracts: readonly string[];
  /** Whether the contract beside a file applies to it too. */
  readonly contractsBeside: boolean;
  /** How many issues of a file are listed. */
  readonly maxIssues: number;
  readonly quiet: boolean;
  /** Whether what git ignores is passed over in folders. */
  readonly asGit: boolean;
  /** Whether files are repaired where that is safe. */
  readonly fix: boolean;
  /** Whether answers are kept for the next run. */
  readonly cached: boolean;
}

export function readSettings(typed: Arguments): Settings {
  return {
    question: {
      nodeType: typed.choice('node-type', NODE_TYPES),
      profile: typed.choice('profile', VALIDATION_PROFILES),
      type: typed.choice('type', VALIDATION_TYPES, 'full'),
    },
    threshold: {
      failOn: typed.choice('fail-on', [...SEVERITIES, 'never'], 'error'),
      minScore: typed.share('min-score'),
    },
    format: typed.choice('format', FORMATS, 'text'),
    output: typed.text('output'),
    contracts: typed.texts('contract'),
    contractsBeside: typed.choice('contracts', ['auto', 'off'], 'off') === 'auto',
    maxIssues: typed.count('max-issues') ?? Infinity,
    quiet: typed.flag('quiet'),
    asGit: !typed.flag('no-ignore'),
    fix: typed.flag('fix'),
    cached: !typed.flag('no-cache'),
  };
}
