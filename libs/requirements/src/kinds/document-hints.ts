import type { Outline } from '../document/outline';
import { NODE_KINDS } from './kind-lexicon';
import { type NodeTypeHints, nodeTypeHints, rounded } from './node-type-hints';

/** What title and summary say weighs this much; the rest is the mean over all statements and features. */
const LEAD = 0.4;
const MAX_STATEMENTS = 300;

/** The node kinds a whole document asks for: shares that sum to 1. Several kinds may stand high, a document may want several nodes. */
export function documentHints(
  title: string,
  summary: string,
  { sections, blocks }: Outline,
  requirements: readonly { text: string }[],
): NodeTypeHints {
  const features = blocks.filter((block) => sections[block.section]?.kind === 'features').map(({ text }) => text);
  const statements = [...requirements.map(({ text }) => text), ...features].slice(0, MAX_STATEMENTS);
  const lead = nodeTypeHints(summary, title);
  if (statements.length === 0) return lead;
  const each = statements.map((text) => nodeTypeHints(text.slice(0, 400)));
  return rounded(NODE_KINDS.map((kind) => LEAD * lead[kind] + (1 - LEAD) * mean(each.map((hints) => hints[kind]))));
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
