import { isObject, member, parseText, type JsonObject } from './json';
import { OPERATIONS, type Operation } from './operations';

/**
 * Field fallbacks: for each canonical field the names it goes by, best first (wire-facts 1.5). `known` marks the names
 * by which a payload is recognised when envelopes are nested in one another.
 */
const FIELDS: Readonly<Record<Operation, Readonly<Record<string, readonly string[]>>>> = {
  validate: {
    code_content: ['code_content', 'code', 'content', 'source_code'],
    node_type: ['node_type'],
    contracts: ['contracts', 'contract'],
    validation_type: ['validation_type'],
    language: ['language'],
    file_path: ['file_path', 'source_path'],
  },
  analyze: {
    prd_content: ['prd_content', 'content'],
    code_content: ['code_content', 'code'],
    analysis_type: ['analysis_type'],
    workspace_context: ['workspace_context', 'context'],
    language: ['language'],
  },
  pattern: {
    node_description: ['node_description', 'description', 'pattern_context', 'code_content'],
    node_type: ['node_type'],
    limit: ['limit'],
  },
  mixin: {
    requirements: ['requirements', 'node_description', 'code_content'],
    node_type: ['node_type'],
    existing_mixins: ['existing_mixins'],
  },
  stamp: {
    content: ['content', 'code_content', 'text'],
    namespace: ['namespace'],
    content_type: ['content_type'],
    file_path: ['file_path'],
  },
  batch_stamp: { contents: ['contents', 'items'], namespace: ['namespace'], content_type: ['content_type'] },
  verify: { blake3_hash: ['blake3_hash', 'hash', 'file_hash'], content: ['content'], namespace: ['namespace'] },
  health_check: { service: ['service', 'service_name'], checks: ['checks'] },
};

const DEFAULTS: Readonly<Record<Operation, JsonObject>> = {
  validate: { validation_type: 'full' },
  analyze: { analysis_type: 'full' },
  pattern: { limit: 5 },
  mixin: { existing_mixins: [] },
  stamp: { namespace: 'default', content_type: 'text/plain' },
  batch_stamp: { namespace: 'default', content_type: 'text/plain' },
  verify: { namespace: 'default' },
  health_check: {},
};

interface Fallbacks {
  readonly fields: readonly (readonly [string, readonly string[]])[];
  /** Every name of any field. */
  readonly known: readonly string[];
}

/** Laid out once: this runs for every request. */
const FALLBACKS = Object.fromEntries(
  OPERATIONS.map((operation): [Operation, Fallbacks] => {
    const fields = Object.entries(FIELDS[operation]);
    return [operation, { fields, known: fields.flatMap(([, names]) => names) }];
  }),
) as Readonly<Record<Operation, Fallbacks>>;

const MAX_WRAPPING = 4;

/** One payload under its canonical names, defaults filled in, nothing checked yet. */
export function canonicalPayload(operation: Operation, payload: JsonObject): JsonObject {
  const { fields, known } = FALLBACKS[operation];
  const inner = unwrap(payload, known);
  const canonical: Record<string, unknown> = { ...DEFAULTS[operation] };
  for (const [field, names] of fields) {
    const value = firstOf(inner, names);
    if (value !== undefined) canonical[field] = value;
  }
  return tidy(operation, canonical);
}

function firstOf(payload: JsonObject, names: readonly string[]): unknown {
  for (const name of names) {
    const value = member(payload, name);
    if (value !== undefined && value !== null) return value;
  }
  return undefined;
}

/** Envelopes inside envelopes: go in while there is a payload object and none of our own fields beside it. */
function unwrap(payload: JsonObject, known: readonly string[]): JsonObject {
  let current = payload;
  for (let depth = 0; depth < MAX_WRAPPING; depth++) {
    const raw = member(current, 'payload');
    const inner = typeof raw === 'string' && raw.startsWith('{') ? textAsObject(raw) : raw;
    const here = current;
    if (!isObject(inner) || known.some((name) => Object.hasOwn(here, name))) break;
    current = inner;
  }
  return current;
}

function textAsObject(text: string): unknown {
  const parsed = parseText(text);
  return parsed.ok ? parsed.value : undefined;
}

function tidy(operation: Operation, canonical: Record<string, unknown>): JsonObject {
  if (typeof canonical['node_type'] === 'string') canonical['node_type'] = nodeType(canonical['node_type']);
  if (typeof canonical['blake3_hash'] === 'string') canonical['blake3_hash'] = canonical['blake3_hash'].toLowerCase();
  if (operation === 'validate') tidyValidate(canonical);
  if (operation === 'mixin' && typeof canonical['requirements'] === 'string') {
    canonical['requirements'] = canonical['requirements']
      .split(/[\n,;]/)
      .map((part) => part.trim())
      .filter((part) => part !== '');
  }
  if (operation === 'pattern' && isObject(canonical['node_description'])) {
    canonical['node_description'] = Object.values(canonical['node_description'])
      .filter((value) => typeof value === 'string')
      .join(' ');
  }
  return canonical;
}

function tidyValidate(canonical: Record<string, unknown>): void {
  if (isObject(canonical['contracts'])) canonical['contracts'] = [canonical['contracts']];
  const type = canonical['validation_type'];
  if (typeof type === 'string') canonical['validation_type'] = type.toLowerCase();
  const language = canonical['language'] ?? languageOf(canonical['file_path']);
  canonical['language'] = typeof language === 'string' ? language.toLowerCase() : language;
}

/** `EFFECT`, `NodeEffect` and `effect` are one node type; the newer `EFFECT_GENERIC` too (code-intelligence B.1). */
function nodeType(name: string): string {
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
