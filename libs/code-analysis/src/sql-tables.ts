/** A table an SQL statement names. */
export interface TableUse {
  readonly table: string;
  readonly access: 'reads' | 'writes';
}

const MAX_TEXT = 20_000;
const MAX_NAME = 200;
const MAX_TABLES = 30;
const START =
  /^\s*(?:--[^\n]*\n\s*)*\(?\s*(?:SELECT|INSERT|UPDATE|DELETE|MERGE|UPSERT|REPLACE|WITH|CREATE|ALTER|DROP|TRUNCATE|COPY)\b/i;
const TOKEN =
  /--[^\n]*|'[^']*'|((?:[\p{L}_][\p{L}\p{N}_$]*|"[^"\n]{1,128}"|`[^`\n]{1,128}`|\[[\p{L}_][^\]\n]{0,127}\])(?:\s?\.\s?(?:[\p{L}_][\p{L}\p{N}_$]*|"[^"\n]{1,128}"|`[^`\n]{1,128}`|\{\}))*)|\{\}|[(),;]/gu;

/** Words that open the name of a table, and what is done to it. */
const OPENS: ReadonlyMap<string, TableUse['access']> = new Map([
  ['from', 'reads'],
  ['join', 'reads'],
  ['using', 'reads'],
  ['into', 'writes'],
  ['update', 'writes'],
  ['table', 'writes'],
  ['truncate', 'writes'],
  ['copy', 'writes'],
]);
/** Between the opening word and the name. */
const FILLERS: ReadonlySet<string> = new Set(['only', 'if', 'not', 'exists', 'lateral', 'table', 'or', 'ignore']);
/** After these `from` and `update` open no table. */
const NO_TABLE_AFTER: ReadonlySet<string> = new Set(['distinct', 'for', 'do', 'on', 'no', 'key']);
/** Functions whose arguments are written with `from`. */
const FROM_INSIDE: ReadonlySet<string> = new Set(['extract', 'substring', 'trim', 'overlay', 'position']);
const KEYWORDS: ReadonlySet<string> = new Set(
  'select set where values unnest generate_series as on and or order group by limit returning when matched then begin'.split(
    ' ',
  ),
);

/** Whether a text starts as an SQL statement. */
export function isSql(text: string): boolean {
  return START.test(text.slice(0, 400));
}

/**
 * The tables of an SQL statement in the order they are named, each with each access once: at most 30 of the first
 * 20,000 characters. Names of common table expressions, functions, placeholders and aliases are none. Reads what it
 * understands of a broken statement. Linear.
 */
export function sqlTables(sql: string): TableUse[] {
  const tokens = tokensOf(sql.slice(0, MAX_TEXT));
  const scan = new Scan(expressionsOf(tokens));
  tokens.forEach((token, at) => scan.take(token, tokens[at + 1]));
  return [...scan.found.values()].slice(0, MAX_TABLES);
}

function tokensOf(text: string): string[] {
  const tokens: string[] = [];
  for (const [token] of withoutComments(text).matchAll(TOKEN)) {
    if (!token.startsWith('--') && !token.startsWith("'")) tokens.push(token);
  }
  return tokens;
}

function withoutComments(text: string): string {
  let kept = '';
  let from = 0;
  for (let at = text.indexOf('/*'); at >= 0; at = text.indexOf('/*', from)) {
    kept += `${text.slice(from, at)} `;
    const end = text.indexOf('*/', at + 2);
    if (end < 0) return kept;
    from = end + 2;
  }
  return kept + text.slice(from);
}

/** Names that `WITH name AS (` gives to parts of the statement. */
function expressionsOf(tokens: readonly string[]): ReadonlySet<string> {
  const names = new Set<string>();
  if (!tokens.some((token) => token.toLowerCase() === 'with')) return names;
  tokens.forEach((token, at) => {
    const next = tokens[at + 1]?.toLowerCase();
    const before = tokens[at - 1]?.toLowerCase();
    const opens = next === 'as' && (tokens[at + 2] === '(' || /^(?:not|materialized)$/i.test(tokens[at + 2] ?? ''));
    if (opens && (before === 'with' || before === 'recursive' || before === ',')) names.add(plain(token));
    if (next === '(' && (before === 'with' || before === 'recursive')) names.add(plain(token));
  });
  return names;
}

class Scan {
  readonly found = new Map<string, TableUse>();
  private access: TableUse['access'] | undefined;
  private before = '';
  private deleting = false;
  /** After a table of a list: a comma opens the next one. */
  private listing = false;
  private readonly calls: boolean[] = [];

  constructor(private readonly expressions: ReadonlySet<string>) {}

  take(token: string, next: string | undefined): void {
    const word = token.toLowerCase();
    if (token === '(') this.open();
    else if (token === ')') this.calls.pop();
    else if (token === ',') this.access = this.listing ? 'reads' : undefined;
    else if (token === ';' || token === '{}') this.access = undefined;
    else if (OPENS.has(word) && this.access === undefined) this.expect(word);
    else if (this.access !== undefined && !FILLERS.has(word)) this.name(token, word, next);
    else if (KEYWORDS.has(word) && word !== 'as') this.listing = false;
    if (token !== ',') this.before = word;
  }

  private open(): void {
    this.calls.push(FROM_INSIDE.has(this.before));
    this.access = undefined;
    this.listing = false;
  }

  private expect(word: string): void {
    this.listing = false;
    if (NO_TABLE_AFTER.has(this.before) || this.calls.at(-1) === true) return;
    if (word === 'copy' && this.before !== '') return;
    this.deleting = this.before === 'delete';
    this.access = this.deleting ? 'writes' : OPENS.get(word);
    this.listing = word === 'from' && !this.deleting;
  }

  private name(token: string, word: string, next: string | undefined): void {
    const access = this.access;
    this.access = undefined;
    if (access === undefined || KEYWORDS.has(word) || (access === 'reads' && next === '(')) return;
    const table = plain(token);
    const key = `${access} ${table}`;
    if (table === '' || this.expressions.has(table) || this.found.has(key)) return;
    this.found.set(key, { table, access });
  }
}

function plain(name: string): string {
  return name.slice(0, MAX_NAME).replace(/["`[\]\s]/g, '');
}
