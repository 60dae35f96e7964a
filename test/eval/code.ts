import { nodeTypeOf } from '#code-analysis';
import { loadPython } from '#code-model';
import type { LabelledCode } from './cases';
import { Confusion, type Section } from './figures';
import { best } from './requirements';

/** The kind of node that code is. */
export async function evaluateCode(sets: Readonly<Record<string, readonly LabelledCode[]>>): Promise<Section[]> {
  const read = await loadPython();
  return Object.entries(sets).map(([name, files]) => {
    const confusion = new Confusion();
    const mistakes: string[] = [];
    for (const { text, label, repo, path } of files) {
      const answered = best(nodeTypeOf(read(text)).hints);
      confusion.add(label, answered);
      if (answered !== label) mistakes.push(`${label} taken for ${answered}: ${repo}/${path}`);
    }
    const figure = { name: 'accuracy of the largest share', value: confusion.accuracy, of: files.length };
    return {
      title: `analyze: kind of node from code, ${name}`,
      figures: [figure],
      tables: [String(confusion)],
      mistakes,
    };
  });
}
