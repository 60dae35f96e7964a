import { canonical } from '../canonical';
import { compare, type Policy } from '../compare';
import { mutated } from './mutations';
import { Random } from './random';
import { randomInstance } from './random-instances';
import { randomDocument, type Schema } from './random-schemas';
import { asRead, validator, Writer } from './tolerant-oracle';

export interface Trial {
  readonly writer: Schema;
  readonly reader: Schema;
  readonly compatible: boolean;
  readonly rules: readonly string[];
  /** Values the writer's schema allows. */
  readonly accepted: number;
  /** One of them that the reader refuses. */
  readonly refused: unknown[];
}

/** Judges a random pair and tries it with instances: all of them against the validator, none against the judgement. */
export function trial(seed: number, policy: Policy, attempts: number): Trial {
  const random = new Random(seed);
  const older = randomDocument(random);
  const newer = relative(random, older);
  const [writer, reader] = random.chance(0.5) ? [older, newer] : [newer, older];
  const verdict = compare(writer, reader, { direction: 'backward', policy });
  const accepts = validator(writer);
  const takes = validator(policy === 'strict' ? reader : asRead(reader));
  const written = new Writer(writer);
  const refused: unknown[] = [];
  let accepted = 0;
  for (let attempt = 0; attempt < attempts && refused.length === 0; attempt++) {
    const value = instance(random, policy, writer, reader);
    if (value === undefined || accepts(value) !== true) continue;
    const taken = takes(value);
    if (taken === undefined) continue;
    accepted += 1;
    if (!taken && (policy === 'strict' || written.writes(value))) refused.push(value);
  }
  return {
    writer,
    reader,
    compatible: verdict.compatible,
    rules: verdict.findings.map(({ rule }) => rule),
    accepted,
    refused,
  };
}

/** Never the same schema again: that would be compatible too easily. */
function relative(random: Random, schema: Schema): Schema {
  for (;;) {
    const other = mutated(random, schema);
    if (canonical(other) !== canonical(schema)) return other;
  }
}

/** Under the strict policy also what the other schema would write: it is nearest to the difference. */
function instance(random: Random, policy: Policy, writer: Schema, reader: Schema): unknown {
  if (policy === 'tolerant') return randomInstance(random, writer, 'declared');
  return randomInstance(random, random.chance(0.8) ? writer : reader, random.pick(['declared', 'anything']));
}
