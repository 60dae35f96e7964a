import { payloadTextOf } from './envelope-ids';
import { isObject, member, parseText, type JsonObject } from './json';
import { literalOf, literalsIn } from './literals';
import { OPERATIONS, type Operation } from './operations';
import { DEFAULT_CONTENT_TYPE, DEFAULT_NAMESPACE, MAX_BATCH_ITEMS } from './payloads/stamp';

/** `text` answers what the payload was parsed from. */
type Reader = (payload: JsonObject, text: () => string) => JsonObject;

/**
 * The canonical fields of each operation, each from the best of the names it goes by (wire-facts 1.5); null stands for
 * absent. Names are literal: this runs for every request, and engines find those fastest. What has the wrong type is
 * left for the check to refuse.
 */
const READERS: Readonly<Record<Operation, Reader>> = {
  validate: (given) => {
    const file_path = given['file_path'] ?? given['source_path'] ?? undefined;
    return {
      code_content: given['code_content'] ?? given['code'] ?? given['content'] ?? given['source_code'] ?? undefined,
      node_type: nodeType(given['node_type']),
      contracts: listOf(given['contracts'] ?? given['contract'] ?? undefined),
      validation_type: lowered(given['validation_type'] ?? 'full'),
      language: lowered(given['language'] ?? languageOf(file_path)),
      file_path,
      profile: lowered(given['profile'] ?? undefined),
    };
  },
  analyze: (given) => ({
    prd_content: given['prd_content'] ?? given['content'] ?? undefined,
    code_content: given['code_content'] ?? given['code'] ?? undefined,
    analysis_type: given['analysis_type'] ?? 'full',
    workspace_context: given['workspace_context'] ?? given['context'] ?? undefined,
    language: given['language'] ?? undefined,
  }),
  pattern: (given) => ({
    node_description: textsOf(
      given['node_description'] ??
        given['description'] ??
        given['pattern_context'] ??
        given['code_content'] ??
        undefined,
    ),
    node_type: nodeType(given['node_type']),
    limit: given['limit'] ?? 5,
    threshold: given['threshold'] ?? given['score_threshold'] ?? undefined,
    code_content: given['code_content'] ?? undefined,
    language: lowered(given['language'] ?? undefined),
  }),
  mixin: (given) => ({
    requirements: split(given['requirements'] ?? given['node_description'] ?? given['code_content'] ?? undefined),
    node_type: nodeType(given['node_type']),
    existing_mixins: given['existing_mixins'] ?? [],
  }),
  stamp: (given) => ({
    content: given['content'] ?? given['code_content'] ?? given['text'] ?? undefined,
    namespace: given['namespace'] ?? DEFAULT_NAMESPACE,
    content_type: given['content_type'] ?? DEFAULT_CONTENT_TYPE,
    file_path: given['file_path'] ?? undefined,
  }),
  batch_stamp: (given, text) => ({
    contents: withLiteralIds(given['contents'], 'contents', text) ?? withLiteralIds(given['items'], 'items', text),
    namespace: given['namespace'] ?? DEFAULT_NAMESPACE,
    content_type: given['content_type'] ?? DEFAULT_CONTENT_TYPE,
  }),
  verify: (given) => ({
    blake3_hash: lowered(given['blake3_hash'] ?? given['hash'] ?? given['file_hash'] ?? undefined),
    content: given['content'] ?? undefined,
    namespace: given['namespace'] ?? DEFAULT_NAMESPACE,
  }),
  health_check: (given) => ({
    service: given['service'] ?? given['service_name'] ?? undefined,
    checks: given['checks'] ?? undefined,
  }),
};

/** The names a reader looks for: a payload that has one is the operation's own, and no envelope around another. */
const KNOWN = Object.fromEntries(
  OPERATIONS.map((operation) => [operation, namesReadBy(READERS[operation])]),
) as unknown as Readonly<Record<Operation, ReadonlySet<string>>>;

function namesReadBy(reader: Reader): ReadonlySet<string> {
  const names = new Set<string>();
  const note = (_: object, name: string | symbol): undefined => void names.add(String(name));
  reader(new Proxy({}, { get: note }), () => '{}');
  return names;
}

const MAX_WRAPPING = 4;

/** One payload under its canonical names, defaults filled in, nothing checked yet. `text` is what it was parsed from. */
export function canonicalPayload(
  operation: Operation,
  payload: JsonObject,
  text: () => string = () => JSON.stringify(payload),
): JsonObject {
  const known = KNOWN[operation];
  let current = payload;
  let currentText = text;
  // Envelopes inside envelopes: go in while there is a payload object and none of our own fields beside it.
  for (let depth = 0; depth < MAX_WRAPPING; depth++) {
    const outer = current;
    const inner = payloadIn(outer);
    if (!isObject(inner) || Object.keys(outer).some((name) => known.has(name))) break;
    const outerText = currentText;
    currentText = () => payloadTextOf(outer, outerText());
    current = inner;
  }
  return READERS[operation](current, currentText);
}

function payloadIn(outer: JsonObject): unknown {
  const raw = member(outer, 'payload');
  return typeof raw === 'string' && raw.startsWith('{') ? textAsObject(raw) : raw;
}

function textAsObject(text: string): unknown {
  const parsed = parseText(text);
  return parsed.ok ? parsed.value : undefined;
}

/** Items of a batch whose ids are numbers, with the text they were written as. More than are stamped are refused anyway. */
function withLiteralIds(items: unknown, name: string, text: () => string): unknown {
  if (!Array.isArray(items) || items.length > MAX_BATCH_ITEMS || !items.some(hasNumberId)) return items ?? undefined;
  const literals = [...literalsIn(literalOf(text(), name))];
  return items.map((item: unknown, index) =>
    hasNumberId(item) ? { ...item, id: literalOf(literals[index]?.[1] ?? '', 'id') } : item,
  );
}

function hasNumberId(item: unknown): item is JsonObject {
  return isObject(item) && typeof item['id'] === 'number';
}

function lowered(value: unknown): unknown {
  return typeof value === 'string' ? value.toLowerCase() : value;
}

function listOf(value: unknown): unknown {
  return isObject(value) ? [value] : value;
}

function split(value: unknown): unknown {
  if (typeof value !== 'string') return value;
  const parts = value.split(/[\n,;]/).map((part) => part.trim());
  return parts.filter((part) => part !== '');
}

/** S1's `pattern_context` may be an object: its texts are the description. */
function textsOf(value: unknown): unknown {
  if (!isObject(value)) return value;
  const texts = Object.values(value).filter((text) => typeof text === 'string');
  return texts.join(' ');
}

/** `EFFECT`, `NodeEffect` and `effect` are one node type; the newer `EFFECT_GENERIC` too (code-intelligence B.1). */
function nodeType(name: unknown): unknown {
  if (typeof name !== 'string') return name ?? undefined;
  return name
    .toLowerCase()
    .replace(/^node_?/, '')
    .replace(/_generic$/, '');
}

const LANGUAGES: Readonly<Record<string, string>> = {
  py: 'python',
  pyi: 'python',
  ts: 'typescript',
  tsx: 'typescript',
  js: 'javascript',
  jsx: 'javascript',
  mjs: 'javascript',
  cjs: 'javascript',
};

function languageOf(path: unknown): string {
  const extension = typeof path === 'string' ? /\.([a-z]{1,4})$/i.exec(path)?.[1]?.toLowerCase() : undefined;
  return (extension !== undefined && Object.hasOwn(LANGUAGES, extension) && LANGUAGES[extension]) || 'python';
}
