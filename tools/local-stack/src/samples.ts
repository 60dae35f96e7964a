import { randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from './project';

/** A request as a real client sends it; files under `test/samples/`. */
export interface Sample {
  readonly description: string;
  readonly topic: string;
  readonly key?: string;
  /** A JSON message, or a string for bytes that are none. */
  readonly value: Readonly<Record<string, unknown>> | string;
  readonly reply_topic: string;
  /** Where the message must turn up as well, when it is one that is refused. */
  readonly dead_letter_topic?: string;
}

export interface Question {
  readonly correlationId: string;
  readonly key: string | null;
  readonly value: string;
}

/** All samples, in the order of their file names. */
export function loadSamples(folder = join(projectRoot(), 'test/samples')): readonly Sample[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .sort()
    .map((name) => JSON.parse(readFileSync(join(folder, name), 'utf8')) as Sample);
}

/** The sample with ids of its own, wherever they stand, so that its answer cannot be taken for an earlier one. */
export function asNewQuestion(sample: Sample, newId: () => string = randomUUID): Question {
  const text = typeof sample.value === 'string' ? sample.value : JSON.stringify(sample.value);
  const ids = typeof sample.value === 'string' ? {} : sample.value;
  const found = ids['correlation_id'] ?? sample.key;
  const oldCorrelation = typeof found === 'string' ? found : '';
  const correlationId = newId();
  const renamed = oldCorrelation === '' ? text : text.replaceAll(oldCorrelation, correlationId);
  const value = typeof ids['event_id'] === 'string' ? renamed.replaceAll(ids['event_id'], newId()) : renamed;
  return { correlationId, value, key: sample.key === oldCorrelation ? correlationId : (sample.key ?? null) };
}
