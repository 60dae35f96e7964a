import { join } from 'node:path';
import type { Outcome, ValidateRequest, ValidationResult } from '#contracts';
import { cacheFolder } from '../config';
import { startIntelligence, type RunningIntelligence } from '../intelligence';
import { projectFolder } from '../version';
import { AnswerCache } from './answer-cache';
import { buildMark } from './build-mark';

export interface Answering {
  readonly ask: (request: ValidateRequest) => Promise<Outcome<ValidationResult>>;
  readonly close: () => Promise<void>;
}

/** What a worker would answer, on so many threads, which are started for the first request that needs one. */
export function answering(threads: number, cached: boolean): Answering {
  let running: RunningIntelligence | undefined;
  const ask: Answering['ask'] = (request) => (running ??= startIntelligence(threads)).ask('validate', request);
  const cache = cached ? new AnswerCache(join(cacheFolder(), 'validate'), buildMark(projectFolder())) : undefined;
  return {
    ask: cache === undefined ? ask : (request) => cache.answer(request, () => ask(request)),
    close: async () => {
      await running?.close();
      cache?.close();
    },
  };
}
