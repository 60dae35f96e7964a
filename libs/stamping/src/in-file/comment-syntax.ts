import type { FileLanguage } from '#contracts';

export interface CommentSyntax {
  /** What makes the rest of a line a comment. */
  readonly line?: string;
  /** What a comment is put between. With `line` too, one-line comments use that. */
  readonly block?: readonly [open: string, close: string];
  /** Lines that have to stay above comments of ours, where they stand among the first comments. */
  readonly keep?: RegExp;
  /** Whether a file may begin with properties between lines of `---` or `+++`, as Jekyll, Hugo and cargo read them. */
  readonly frontMatter?: boolean;
  /** What has to stay in front, matched at the very beginning (behind a `#!` line), with its line break. */
  readonly opening?: RegExp;
  /** Only files that begin with this can take a comment at all. */
  readonly needs?: RegExp;
  /** The comment directly above the first statement documents it: ours stands first and apart from it. */
  readonly apart?: boolean;
  /** What may begin a text over several lines, in which a line that looks like a comment is none. */
  readonly longTexts?: RegExp | 'python';
}

const HASH: CommentSyntax = { line: '#' };
const SEMICOLON: CommentSyntax = { line: ';' };
const PERCENT: CommentSyntax = { line: '%' };
const SLASHES: CommentSyntax = { line: '//', block: ['/*', '*/'], longTexts: /"""|`|[@$R]"|r#*"/ };
// Between tags of JSX everything is text.
const SCRIPT: CommentSyntax = { ...SLASHES, longTexts: /`|<[A-Za-z>]/ };
const DASHES: CommentSyntax = { line: '--' };

const MARKUP: CommentSyntax = { block: ['<!--', '-->'] };

/** How a comment is written in each language. What is not in here gets its stamp in a file of its own. */
export const COMMENT_SYNTAX: Readonly<Record<FileLanguage, CommentSyntax>> = {
  awk: HASH,
  // Lines of two slashes are no comments in C before C99.
  c: { block: ['/*', '*/'] },
  clojure: SEMICOLON,
  cmake: HASH,
  config: HASH,
  cpp: SLASHES,
  csharp: SLASHES,
  // `@charset` counts as the first bytes only.
  css: { block: ['/*', '*/'], frontMatter: true, opening: /^@charset[^;\n]*;[ \t]*\r?(?:\n|$)/i },
  dart: SLASHES,
  // Directives of the builder count above all comments only.
  dockerfile: { ...HASH, keep: /^#\s*(?:syntax|escape|check)\s*=/i },
  elixir: HASH,
  erlang: PERCENT,
  // Only line comments may stand above `//go:build`.
  go: { line: '//', apart: true, longTexts: /`/ },
  graphql: HASH,
  groovy: SLASHES,
  haskell: DASHES,
  hcl: HASH,
  // A child template prints what stands in front of `extends`.
  html: {
    ...MARKUP,
    frontMatter: true,
    opening: /^\s*(?:<!doctype[^>]*>|\{%-?\s*extends[^\n]*%\})[ \t]*\r?(?:\n|$)/i,
  },
  ini: SEMICOLON,
  java: SLASHES,
  javascript: SCRIPT,
  jsonc: SCRIPT,
  julia: HASH,
  kotlin: SLASHES,
  lua: DASHES,
  makefile: HASH,
  markdown: { ...MARKUP, frontMatter: true },
  mdx: { block: ['{/*', '*/}'], frontMatter: true },
  nix: HASH,
  perl: HASH,
  // Outside of `<?php` everything is output, and code on its line may go on below it.
  php: {
    ...SLASHES,
    opening: /^<\?php(?:[ \t]+declare\(\s*strict_types\s*=\s*1\s*\);)?[ \t]*\r?\n/i,
    needs: /^<\?php(?:[ \t]+declare\(\s*strict_types\s*=\s*1\s*\);)?[ \t]*\r?\n/i,
    longTexts: /<<<|['"]/,
  },
  protobuf: SLASHES,
  python: { ...HASH, keep: /^[ \t\f]*#.*?coding[:=][ \t]*[-\w.]+/, longTexts: 'python' },
  r: HASH,
  ruby: { ...HASH, keep: /^#.*(?:coding[:=]|frozen_string_literal:|warn_indent:|shareable_constant_value:)/i },
  // Strings may run over lines.
  rust: { ...SLASHES, frontMatter: true, longTexts: /"/ },
  scala: SLASHES,
  // A block comment would be part of the CSS that comes out.
  scss: { line: '//', frontMatter: true, longTexts: /"""/ },
  // zsh reads these in the first line.
  shell: { ...HASH, keep: /^#(?:compdef|autoload)\b/ },
  sql: DASHES,
  svelte: MARKUP,
  swift: { ...SLASHES, keep: /^\/\/\s*swift-tools-version\s*:/i },
  tex: PERCENT,
  toml: { ...HASH, longTexts: 'python' },
  typescript: SCRIPT,
  vue: MARKUP,
  // Nothing, not even a comment, may stand in front of the declaration.
  xml: {
    ...MARKUP,
    frontMatter: true,
    opening: /^<\?xml\s[^>]*\?>[ \t]*\r?(?:\n|$)/,
    needs: /^(?!<\?xml\s)|^<\?xml\s[^>]*\?>[ \t]*\r?(?:\n|$)/,
  },
  // cloud-init knows its files by their first line; a vault of Ansible is no YAML.
  yaml: { ...HASH, keep: /^#cloud-/, needs: /^(?!\$ANSIBLE_VAULT;)/ },
  zig: SLASHES,
};
