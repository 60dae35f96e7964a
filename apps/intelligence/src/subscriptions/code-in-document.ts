import { extensionOf, languageOfPath, textMember, type JsonObject, type ValidateRequest } from '#contracts';

export interface DocumentCode {
  readonly request: ValidateRequest;
  /** Nothing says that it is code: it must look like it. */
  readonly guessed: boolean;
}

/** Where senders put code, the clearest name first. */
const CODE_NAMES = ['code_content', 'code', 'content'] as const;

/** As long as a request may have them. */
const MAX_LANGUAGE = 64;
const MAX_PATH = 4096;

/**
 * The code an indexed document carries beside its documented members, as a request to validate it; `undefined` where it
 * carries none, or its path says that it is something else. Language: as given, else by the path's extension, where the
 * document's id may be the path; else a guess.
 */
export function codeInDocument(document: JsonObject): DocumentCode | undefined {
  const code = CODE_NAMES.map((name) => textMember(document, name)).find((text) => text !== undefined);
  if (code === undefined) return undefined;
  const path = pathOf(document);
  const language = languageIn(document);
  if (language === undefined) return undefined;
  const named = languageOfPath(path ?? '') !== undefined;
  const unnamed = textMember(document, 'code_content') === undefined && textMember(document, 'code') === undefined;
  return {
    request: { code_content: code, validation_type: 'full', language, ...(path && named && { file_path: path }) },
    guessed: saidLanguage(document) === undefined && !named && unnamed,
  };
}

/** What the document's code would be in; `undefined` where it says that it is something else than code. */
export function languageIn(document: JsonObject): string | undefined {
  const path = pathOf(document) ?? '';
  const language = saidLanguage(document) ?? languageOfPath(path) ?? (extensionOf(path) ? undefined : 'python');
  return language === undefined || language.length > MAX_LANGUAGE ? undefined : language;
}

function saidLanguage(document: JsonObject): string | undefined {
  return textMember(document, 'language')?.trim().toLowerCase();
}

/** Where the document is, by its own word; its id often is its path. */
export function pathOf(document: JsonObject): string | undefined {
  const paths = ['source_path', 'file_path', 'document_id'].map((name) => textMember(document, name));
  return paths.find((path) => path !== undefined && path.length <= MAX_PATH);
}
