import { type MixinRequest } from '#contracts';
import { Engines } from '#code-model';
import { answerMixin } from './answer-mixin';

/** What is looked at in a recommendation. */
interface Recommended {
  readonly mixin_name: string;
  readonly confidence: number;
  readonly reason: string;
  readonly evidence: readonly Record<string, unknown>[];
}

const loaded = Engines.load([]);

/** The answer to a request for mixins, by mixin. */
export async function ask(request: Partial<MixinRequest>) {
  const outcome = answerMixin({ requirements: [], existing_mixins: [], ...request }, await loaded);
  if (outcome.kind === 'refusal') throw new Error(outcome.refusal.message);
  const list = outcome.result.mixin_recommendations as unknown as readonly Recommended[];
  const reasons = Object.fromEntries(list.map(({ mixin_name, reason }) => [mixin_name, reason]));
  return { list, reasons, names: Object.keys(reasons), reasoning: outcome.result.reasoning };
}

/** The reasons by mixin for code that is all there is; its first line is line 1. */
export async function reasonsFor(code: string, language?: string): Promise<Record<string, string>> {
  const { reasons } = await ask({ code_content: code.trimStart(), ...(language && { language }) });
  return reasons;
}
