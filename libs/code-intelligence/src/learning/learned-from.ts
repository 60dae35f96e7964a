import { type NodeType, NODE_TYPES, type ValidateRequest, type ValidationResult } from '#contracts';
import { lastName, type NodeClass } from '#code-model';
import { ANTI_PATTERNS, detectPatterns } from '#code-patterns';
import { words } from '#text';
import type { Subject } from '#code-rules';
import { LEAST_QUALITY, type NodeSummary } from './node-summary';

/** Beside `LEAST_QUALITY`. */
const LEAST_COMPLIANCE = 0.9;

/** A description of fewer words tells nothing to search by. */
const LEAST_WORDS = 4;
const MAX_DESCRIPTION = 500;
const MAX_FEATURES = 40;
/** Ids are indexed by the database, which takes 2.7 kB at most; a path longer than this is none. */
const MAX_NAME = 500;

/**
 * What is worth remembering of validated code: its first certain node class, when the code is valid in full and scores
 * well. Nothing of the code itself is kept but names and the docstring's first paragraph.
 */
export function learnedFrom(
  request: ValidateRequest,
  result: ValidationResult,
  subject: Subject,
): NodeSummary | undefined {
  if (request.validation_type !== 'full' || !result.is_valid) return undefined;
  if (result.quality_score < LEAST_QUALITY || result.onex_compliance_score < LEAST_COMPLIANCE) return undefined;
  const node = subject.nodes.find(({ certain }) => certain);
  const nodeType = node && kindOf(node, subject.nodeType);
  const description = node && describe(node, subject);
  if (node === undefined || nodeType === undefined || description === undefined) return undefined;
  return {
    node_id: (request.file_path || node.item.name).slice(0, MAX_NAME),
    name: node.item.name.slice(0, MAX_NAME),
    node_type: nodeType,
    description,
    features: featuresOf(node, subject),
    patterns: patternsIn(subject),
    mixins_used: node.item.bases.map(lastName).filter((name) => name.startsWith('Mixin')),
    quality_score: result.quality_score,
    compliance_score: result.onex_compliance_score,
    language: result.language,
  };
}

function kindOf({ kindByName, kindByBase }: NodeClass, asked: NodeType | undefined): NodeType | undefined {
  return NODE_TYPES.find((kind) => kind === (kindByName ?? kindByBase ?? asked));
}

function describe({ item }: NodeClass, { code }: Subject): string | undefined {
  const [paragraph = ''] = (item.docstring ?? code.module.docstring ?? '').trim().split(/\n\s*\n/);
  const description = paragraph.replace(/\s+/g, ' ').slice(0, MAX_DESCRIPTION);
  return words(description).length < LEAST_WORDS ? undefined : description;
}

const NOT_TO_FOLLOW: ReadonlySet<string> = new Set(ANTI_PATTERNS.map(({ id }) => id));

function patternsIn({ code }: Subject): string[] {
  return detectPatterns(code).flatMap(({ id }) => (NOT_TO_FOLLOW.has(id) ? [] : [id]));
}

/** Names of methods, of what they take and give, and of what is imported: they say what a node does. */
function featuresOf({ methods }: NodeClass, { code }: Subject): string[] {
  const names = [
    ...methods.map(({ name }) => name).filter((name) => !name.startsWith('__')),
    ...methods.flatMap(({ parameters, returns }) => [...parameters.map(({ annotation }) => annotation), returns]),
    ...code.all('import').map(({ name, module }) => name ?? lastName(module)),
  ];
  const told = names.filter((name) => name !== undefined && /^\w{3,64}$/.test(name)) as string[];
  return [...new Set(told)].slice(0, MAX_FEATURES);
}
