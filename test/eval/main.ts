import { parseArgs } from 'node:util';
import { readCases } from './cases';
import { evaluateCode } from './code';
import { evaluateMixins } from './mixins';
import { evaluateDescriptions, evaluateRequirements } from './requirements';
import { type Section, show } from './figures';
import { evaluateValidation } from './validation';

/**
 * `npm run eval -- --cases DIR [--only WORD]`: every figure of the intelligence worker on labelled cases, with confusion
 * tables and the worst mistakes. DIR holds the sets as JSON lines; their texts are other people's work and stay there.
 */
async function main(): Promise<void> {
  const { cases: folder, only = '' } = parseArgs({
    options: { cases: { type: 'string' }, only: { type: 'string' } },
  }).values;
  if (folder === undefined) {
    console.error('usage: npm run eval -- --cases DIR [--only WORD]');
    process.exitCode = 2;
    return;
  }
  const cases = readCases(folder);
  const parts: Readonly<Record<string, () => Promise<Section[]> | Section[]>> = {
    validation: () => evaluateValidation(cases),
    mixins: () => evaluateMixins(cases.mixin_queries),
    requirements: () => evaluateRequirements(cases.fr_nfr),
    descriptions: () => evaluateDescriptions(cases.node_descriptions),
    code: () => evaluateCode({ nodes: cases.nodes, handlers: cases.handlers }),
  };
  for (const [name, evaluate] of Object.entries(parts)) {
    if (name.includes(only)) for (const section of await evaluate()) console.log(show(section));
  }
}

void main();
