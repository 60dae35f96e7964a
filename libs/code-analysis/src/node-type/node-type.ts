import { NODE_TYPES } from '#contracts';
import { asNode, type Code, isNodeBase } from '#code-model';
import { nodeTypeHints, rounded } from '#requirements';
import type { NodeTypeJudgement } from '../code-analysis';
import type { Reach } from '../outside';
import { allReaches } from '../reaches';
import { type Reading, readingOf } from '../reading';
import { addBehaviour } from './behaviour';
import { addDeclared } from './declared';
import { Evidence } from './evidence';

export const DOCSTRING_WEIGHT = 4;
const TEMPERATURE = 1.2;
const MAX_DOCSTRING = 300;
const MAX_EVIDENCE = 30;

/** The kind of node, or of node's handler, that a source is. */
export function nodeTypeOf(code: Code): NodeTypeJudgement {
  const reading = readingOf(code);
  return judgeNodeType(reading, allReaches(reading));
}

export function judgeNodeType(reading: Reading, reaches: readonly Reach[]): NodeTypeJudgement {
  const evidence = new Evidence();
  addDeclared(reading, evidence);
  addBehaviour(reading, reaches, evidence);
  addDocstring(reading, evidence);
  const scores = NODE_TYPES.map((type) => evidence.sum(type));
  const most = Math.max(...scores);
  const shares = rounded(scores.map((score) => Math.exp((score - most) / TEMPERATURE)));
  const best = NODE_TYPES.reduce((one, other) => (shares[other] > shares[one] ? other : one));
  const concerned = isConcerned(reading, evidence);
  return {
    type: concerned ? best : null,
    hints: shares,
    confidence: concerned ? Math.round(shares[best] * (most / (most + 2)) * 10_000) / 10_000 : 0,
    evidence: [...evidence.all].sort((a, b) => b.weight - a.weight || a.line - b.line).slice(0, MAX_EVIDENCE),
  };
}

/** Words of the docstrings of the module and of its first telling class; of a handler without any its names. */
function addDocstring({ code, survey }: Reading, evidence: Evidence): void {
  const [main] = code.all('class').filter(({ name }) => /^(?:Node|Handler)/.test(name));
  const [first] = code.all('function').filter(({ name }) => !name.startsWith('_'));
  const text = `${code.module.docstring?.slice(0, MAX_DOCSTRING) ?? ''}\n${(main ?? first)?.docstring?.slice(0, MAX_DOCSTRING) ?? ''}`;
  const name = main?.name ?? first?.name ?? '';
  if (text.trim() === '' && name === '') return;
  const hints = nodeTypeHints(text, name);
  const line = survey.lineOf(main ?? code.module);
  for (const type of NODE_TYPES)
    evidence.add('docstring', type, DOCSTRING_WEIGHT * (hints[type] - 0.25), line, 'words of name and docstrings');
}

/** Whether a source has to do with nodes at all: otherwise its shape says nothing of a kind. */
function isConcerned({ code, names, survey }: Reading, evidence: Evidence): boolean {
  if (evidence.all.some(({ kind, weight }) => DECLARES.has(kind) && weight >= 2)) return true;
  if (
    code
      .all('class')
      .some((item) => asNode(item)?.certain === true || item.bases.some(isNodeBase) || /^Handler[A-Z]/.test(item.name))
  )
    return true;
  if (code.all('function').some(({ name }) => /^handle(?:_|$)/.test(name))) return true;
  return (
    survey
      .all('import')
      .some(({ item }) => /^omni[a-z]+(?:_|\.|$)|(?:^|\.)(?:nodes|handlers)(?:\.|$)/.test(item.module)) ||
    names.importedAs('ModelONEXContainer') !== undefined
  );
}

const DECLARES: ReadonlySet<string> = new Set(['base', 'class_name', 'entry_method', 'imports', 'marker']);
