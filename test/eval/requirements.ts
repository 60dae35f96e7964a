import { NODE_TYPES, type NodeType } from '#contracts';
import { classifyRequirement, nodeTypeHints } from '#requirements';
import type { Description, Sentence } from './cases';
import { Confusion, type Figure, type Section, share } from './figures';

/** Functional or not, by the sentence alone; the sets apart, because their labels were made in different ways. */
export function evaluateRequirements(sentences: readonly Sentence[]): Section[] {
  const sets = [...new Set(sentences.map(({ set }) => set))].sort();
  return sets.map((set) =>
    functional(
      set,
      sentences.filter((sentence) => sentence.set === set),
    ),
  );
}

function functional(set: string, sentences: readonly Sentence[]): Section {
  const whole = new Confusion();
  const byProject = new Map<string, Confusion>();
  const mistakes: string[] = [];
  for (const { text, nfr, project, cls } of sentences) {
    const expected = nfr ? 'not functional' : 'functional';
    const { functional: yes, evidence } = classifyRequirement(text);
    const answered = yes ? 'functional' : 'not functional';
    whole.add(expected, answered);
    const own = byProject.get(String(project)) ?? new Confusion();
    byProject.set(String(project), own);
    own.add(expected, answered);
    if (expected !== answered)
      mistakes.push(`${cls}, project ${project}: "${text.slice(0, 70)}" (${evidence.join(', ') || 'no evidence'})`);
  }
  const means = [...byProject.values()].map((confusion) => confusion.macroF1);
  const figures: Figure[] = [
    { name: 'macro F1', value: whole.macroF1, of: sentences.length, aim: 0.78 },
    {
      name: 'mean of the projects’ macro F1',
      value: share(
        means.reduce((sum, f1) => sum + f1, 0),
        means.length,
      ),
      of: means.length,
    },
    { name: 'accuracy', value: whole.accuracy, of: sentences.length },
  ];
  return { title: `analyze: functional or not, ${set}`, figures, tables: [String(whole)], mistakes };
}

const KIND_WORDS = /\b(?:effect\w*|comput(?:e|es|ed|ing|ation\w*)|reduc(?:e|er|ers|es|ed|ing)|orchestrat\w*)\b/gi;

/** The kind of node a description is of: words that name one are masked where the description says its own. */
export function evaluateDescriptions(descriptions: readonly Description[]): Section[] {
  const masked = new Confusion();
  const named = new Confusion();
  const plain = new Confusion();
  const mistakes: string[] = [];
  for (const { text, name, label, leaks, repo } of descriptions) {
    const mask = (words: string): string => (leaks ? words.replace(KIND_WORDS, ' ') : words);
    masked.add(label, best(nodeTypeHints(mask(text))));
    const answered = best(nodeTypeHints(mask(text), mask(name.replaceAll('_', ' '))));
    named.add(label, answered);
    plain.add(label, best(nodeTypeHints(text)));
    if (answered !== label) mistakes.push(`${label} taken for ${answered}: ${repo} ${name}`);
  }
  return [
    {
      title: 'analyze: kind of node from a description',
      figures: [
        { name: 'accuracy, kind words masked, text alone', value: masked.accuracy, of: descriptions.length, aim: 0.72 },
        {
          name: 'accuracy, kind words masked, text and name',
          value: named.accuracy,
          of: descriptions.length,
          aim: 0.72,
        },
        { name: 'accuracy, nothing masked', value: plain.accuracy, of: descriptions.length },
      ],
      tables: [String(named)],
      mistakes,
    },
  ];
}

/** The kind with the largest share; the first of equal ones. */
export function best(hints: Readonly<Record<NodeType, number>>): NodeType {
  return NODE_TYPES.reduce((top, kind) => (hints[kind] > hints[top] ? kind : top));
}
