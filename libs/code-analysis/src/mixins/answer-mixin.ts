import { answer, type MixinRequest, type MixinResult, type Outcome, wordsOf } from '#contracts';
import type { Code, Engines } from '#code-model';
import { type NodeCode, recommendMixins } from '#mixins';
import { contentKind } from '#text';
import { readingOf } from '../reading';
import { observationsIn } from './observations';
import { inheritedMixins, saidKind } from './inherited';

/**
 * Mixins for requirements, for code, or for both: by what the requirements say and by what the code does, whatever its
 * comments, texts and names say. Code that cannot be read is said to be that, and the requirements are answered all the
 * same. Never throws; same request, same outcome.
 */
export function answerMixin(request: MixinRequest, engines: Engines): Outcome<MixinResult> {
  const { code_content: code, language } = request;
  const words = wordsOf(request);
  const isCode = code !== undefined && (language !== undefined || words.length > 0 || contentKind(code) === 'code');
  if (!isCode) return answer(recommendMixins(request));
  return answer(recommendMixins({ ...request, requirements: words }, nodeCode(code, language, request, engines)));
}

/** Tried in this order where nobody says which it is. */
const LANGUAGES = ['python', 'typescript'] as const;

function nodeCode(
  source: string,
  language: string | undefined,
  { node_type }: MixinRequest,
  engines: Engines,
): NodeCode {
  const code = language === undefined ? readAny(source, engines) : readCode(source, language, engines);
  if (typeof code === 'string') return { observations: [], inherited: [], unread: [`The code was not read: ${code}.`] };
  const reading = readingOf(code);
  const nodeType = node_type ?? saidKind(reading);
  return {
    observations: observationsIn(reading, nodeType),
    inherited: inheritedMixins(reading),
    ...(nodeType && { nodeType }),
    read: `${code.lineCount} ${code.lineCount === 1 ? 'line' : 'lines'} of ${code.language}`,
    unread: code.broken ? ['Parts of the code could not be parsed: only the rest was read.'] : [],
  };
}

/** In the first language that reads all of it, else in the first. */
function readAny(source: string, engines: Engines): Code | string {
  let first: Code | string | undefined;
  for (const language of LANGUAGES) {
    const read = readCode(source, language, engines);
    if (typeof read !== 'string' && !read.broken) return read;
    first ??= read;
  }
  return first ?? '';
}

/** The source, read; or why it cannot be. */
function readCode(source: string, language: string, engines: Engines): Code | string {
  const parsed = engines.parse(language, source);
  if (parsed.kind === 'read') return parsed.code;
  return parsed.kind === 'refused' ? parsed.refusal.message : 'it is too deeply nested to be parsed';
}
