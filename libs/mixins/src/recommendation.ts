import type { NodeType } from '#contracts';
import type { Candidate, Existing } from './candidates';
import type { MixinEntry } from './mixin';
import { rounded } from './rounded';

/** The releases import paths are given for: the first one, the last of the catalogue's first year, the one it was read from. */
export const VERSIONS = ['0.1.0', '0.3.6', '0.46.8'] as const;

const LATEST = '0.46.8';

const MAX_EVIDENCE = 3;

/** A recommendation as it goes over the wire. */
export interface Recommendation {
  readonly mixin_name: string;
  /** 0..1, at most four decimals. */
  readonly confidence: number;
  readonly reason: string;
  /** Defaults by option. */
  readonly required_config: Readonly<Record<string, unknown>>;
  /** Whether the latest release has the class. */
  readonly available: boolean;
  readonly [detail: string]: unknown;
}

/** What is said of a candidate; `others` are the names of all that are recommended with it. */
export function recommendationOf(
  candidate: Candidate,
  nodeType: NodeType | undefined,
  existing: Existing,
  others: ReadonlySet<string>,
): Recommendation {
  const { entry, matches, adjustments } = candidate;
  return {
    mixin_name: entry.name,
    confidence: rounded(candidate.confidence),
    reason: reasonOf(candidate),
    required_config: Object.fromEntries((entry.options ?? []).map((option) => [option.name, option.default])),
    config_options: (entry.options ?? []).map((it) => ({ ...it, type: typeOf(it.default) })),
    available: entry.status === 'class',
    status: entry.status,
    category: entry.category,
    description: entry.description,
    import_path: importPath(entry, LATEST),
    import_paths: Object.fromEntries(VERSIONS.map((version) => [version, importPath(entry, version)])),
    since: entry.since ?? null,
    methods: entry.methods ?? [],
    alternatives: entry.alternatives ?? [],
    aliases: spellings(entry),
    compatible_with: entry.compatible ?? [],
    conflicts: entry.conflicts ?? [],
    conflicts_with_recommended: (entry.conflicts ?? []).filter((name) => others.has(name)),
    dependencies: [...(entry.requires ?? []), ...(entry.composes ?? [])],
    missing_dependencies: (entry.requires ?? []).filter((name) => !existing.names.has(name)),
    pure: entry.pure ?? null,
    handler_type: entry.handler ?? null,
    in_base_class: nodeType !== undefined && (entry.builtInto?.includes(nodeType) ?? false),
    base_class_of: entry.builtInto ?? [],
    evidence: matches
      .slice(0, MAX_EVIDENCE)
      .map(({ evidence, confidence }) => ({ ...evidence, confidence: rounded(confidence) })),
    adjustments,
  };
}

/** The line of code that speaks most for it and the requirement that does; a bounded line. */
export function reasonOf({ entry, matches }: Candidate): string {
  const best = (['code', 'requirements'] as const).map((from) => matches.find((match) => match.from === from));
  const reasons = best.flatMap((match) => match?.reason ?? []);
  if (entry.status !== 'class') reasons.push('no class of this name: see alternatives');
  return reasons.join('; ');
}

/** Module to import the class from in a release; null when that release has no such class. */
export function importPath({ module, since, until }: MixinEntry, version: string): string | null {
  if (module === undefined || since === undefined) return null;
  const there = compared(since, version) <= 0 && (until === undefined || compared(version, until) <= 0);
  return there ? `omnibase_core.mixins.${module}` : null;
}

function compared(one: string, other: string): number {
  const [a, b] = [one.split('.').map(Number), other.split('.').map(Number)];
  const at = a.findIndex((part, index) => part !== b[index]);
  return at === -1 ? 0 : (a[at] ?? 0) - (b[at] ?? 0);
}

function typeOf(value: unknown): string {
  if (Array.isArray(value)) return 'array';
  if (typeof value === 'number') return Number.isInteger(value) ? 'integer' : 'number';
  return typeof value;
}

function spellings({ name, module, aliases = [] }: MixinEntry): string[] {
  const bare = name.replace(/^Mixin/u, '');
  return [bare, `${bare}Mixin`, ...(module === undefined ? [] : [module]), ...aliases];
}
