import { CST, type Document, isMap, isScalar, Lexer, parseDocument, type ScalarTag, visit } from 'yaml';
import { isMembers, type Members } from './members';
import { quoted } from './report';

/** The largest contract found in public repositories has 39 KB. */
export const MAX_YAML_LENGTH = 256 * 1024;

/** What parsing costs: 40,000 tokens take about 0.1 s; a contract of 34 KB has 5,300. */
export const MAX_YAML_TOKENS = 40_000;

/** The parser's recursion ends the whole process, not just the call, when it exhausts the stack. Real contracts: 16. */
export const MAX_YAML_DEPTH = 64;

/** Each alias costs a walk over the document, and what it names is looked at again. Real contracts have none. */
export const MAX_YAML_ALIASES = 20;

export type YamlReading =
  | { readonly kind: 'read'; readonly contract: Members; readonly duplicates: readonly string[] }
  | { readonly kind: 'unreadable'; readonly reason: string };

/** Contracts may refer to other files; what stands there is not ours to look at. */
const INCLUDE: ScalarTag = { tag: '!include', resolve: (file) => file };

/** What all contract texts of one request may cost together. */
export interface YamlBudget {
  length: number;
  tokens: number;
}

export function yamlBudget(): YamlBudget {
  return { length: MAX_YAML_LENGTH, tokens: MAX_YAML_TOKENS };
}

/**
 * Reads one YAML document (so JSON, too) whose root is a mapping, and draws on `budget`. Never throws; takes at most
 * some 0.2 s; tags other than YAML's own are refused, keys that occur twice in a mapping are named.
 */
export function readYaml(text: string, budget: YamlBudget): YamlReading {
  const beyond = beyondLimits(text, budget);
  if (beyond !== undefined) return unreadable(beyond);
  try {
    const document = parseDocument(text, {
      schema: 'core',
      merge: true,
      uniqueKeys: false,
      logLevel: 'error',
      customTags: [INCLUDE],
    });
    const [fault] = [...document.errors, ...document.warnings];
    if (fault?.code === 'MULTIPLE_DOCS') return unreadable('holds more than one YAML document');
    if (fault !== undefined) return unreadable(`is not valid YAML: ${firstLine(fault.message)}`);
    const contract: unknown = document.toJS({ maxAliasCount: MAX_YAML_ALIASES });
    if (!isMembers(contract)) return unreadable('is not a YAML mapping');
    return { kind: 'read', contract, duplicates: duplicateKeys(document) };
  } catch (error) {
    return unreadable(`cannot be resolved: ${firstLine(error instanceof Error ? error.message : String(error))}`);
  }
}

function unreadable(reason: string): YamlReading {
  return { kind: 'unreadable', reason };
}

function firstLine(message: string): string {
  return (message.split('\n', 1)[0] ?? '').slice(0, 150).replace(/:$/, '');
}

function beyondLimits(text: string, budget: YamlBudget): string | undefined {
  budget.length -= text.length;
  if (budget.length < 0) return `is too large: at most ${MAX_YAML_LENGTH} characters of YAML are read per request`;
  const scan = new DepthScan();
  for (const token of new Lexer().lex(text)) {
    scan.take(token);
    budget.tokens -= 1;
    if (budget.tokens < 0) return `is too large: at most ${MAX_YAML_TOKENS} YAML tokens are read per request`;
    if (scan.depth > MAX_YAML_DEPTH) return `nests deeper than ${MAX_YAML_DEPTH} levels`;
    if (scan.aliases > MAX_YAML_ALIASES) return `has more than ${MAX_YAML_ALIASES} aliases`;
  }
  return undefined;
}

/** An upper bound of how deeply collections nest, from tokens alone: columns of block collections and open brackets. */
class DepthScan {
  aliases = 0;
  private column = 0;
  private brackets = 0;
  private readonly columns: number[] = [];

  get depth(): number {
    return this.columns.length + this.brackets;
  }

  take(token: string): void {
    const type = CST.tokenType(token);
    if (type === 'alias') this.aliases += 1;
    if (type === 'flow-map-start' || type === 'flow-seq-start') this.brackets += 1;
    else if (type === 'flow-map-end' || type === 'flow-seq-end') this.brackets = Math.max(0, this.brackets - 1);
    else if (this.brackets === 0 && type !== 'space' && type !== 'newline' && type !== 'comment') this.indent();
    const lineEnd = token.lastIndexOf('\n');
    this.column = lineEnd < 0 ? this.column + token.length : token.length - lineEnd - 1;
  }

  private indent(): void {
    while ((this.columns.at(-1) ?? -1) > this.column) this.columns.pop();
    if ((this.columns.at(-1) ?? -1) < this.column) this.columns.push(this.column);
  }
}

/** The library's own check compares every key with every other: too slow for long mappings. */
function duplicateKeys(document: Document): string[] {
  const duplicates: string[] = [];
  visit(document, {
    Map(_, map) {
      const seen = new Set<unknown>();
      for (const { key } of isMap(map) ? map.items : []) {
        if (!isScalar(key) || key.value === '<<') continue;
        if (seen.has(key.value)) duplicates.push(quoted(String(key.value)));
        seen.add(key.value);
      }
    },
  });
  return duplicates;
}
