import { languageOfPath, type CodeLanguage } from './code-language';

/** The other languages a file may be in, with the extensions of their files, in lower case. */
const EXTENSIONS = {
  awk: 'awk',
  c: 'c h',
  clojure: 'clj cljs cljc edn',
  cmake: 'cmake',
  config: 'cfg env properties',
  cpp: 'cc cpp cxx hh hpp hxx',
  csharp: 'cs csx',
  css: 'css',
  dart: 'dart',
  dockerfile: 'dockerfile containerfile',
  elixir: 'ex exs',
  erlang: 'erl hrl',
  go: 'go',
  graphql: 'graphql gql',
  groovy: 'groovy gradle',
  haskell: 'hs',
  hcl: 'hcl tf tfvars',
  html: 'html htm',
  ini: 'ini editorconfig',
  java: 'java',
  jsonc: 'jsonc json5',
  julia: 'jl',
  kotlin: 'kt kts',
  lua: 'lua',
  makefile: 'mk mak',
  markdown: 'md markdown',
  mdx: 'mdx',
  nix: 'nix',
  perl: 'pl pm',
  php: 'php',
  protobuf: 'proto',
  r: 'r',
  ruby: 'rb rake gemspec',
  rust: 'rs',
  scala: 'scala sc',
  scss: 'scss sass less',
  shell: 'sh bash zsh ksh dash fish',
  sql: 'sql',
  svelte: 'svelte',
  swift: 'swift',
  tex: 'tex sty',
  toml: 'toml',
  vue: 'vue',
  xml: 'xml xsd xsl xslt xhtml svg rss atom csproj props targets plist',
  yaml: 'yaml yml',
  zig: 'zig',
} as const;

export type FileLanguage = CodeLanguage | keyof typeof EXTENSIONS;

/** Files that go by their whole name, in lower case. */
const NAMES: Readonly<Partial<Record<FileLanguage, string>>> = {
  cmake: 'cmakelists.txt',
  config: '.gitignore .dockerignore .npmignore .prettierignore .eslintignore .gitattributes .env codeowners',
  dockerfile: 'dockerfile containerfile',
  go: 'go.mod go.work',
  groovy: 'jenkinsfile',
  ini: '.editorconfig',
  makefile: 'makefile gnumakefile',
  ruby: 'gemfile rakefile vagrantfile brewfile',
  toml: 'pipfile',
};

/** Programs in the `#!` line of a script without an extension. */
const INTERPRETERS: Readonly<Partial<Record<FileLanguage, string>>> = {
  awk: 'awk gawk mawk',
  javascript: 'node nodejs',
  typescript: 'deno bun ts-node tsx',
  lua: 'lua luajit',
  makefile: 'make',
  perl: 'perl',
  php: 'php',
  python: 'python pypy',
  r: 'rscript',
  ruby: 'ruby',
  shell: 'sh bash zsh ksh dash fish',
};

const BY_EXTENSION = byWord(EXTENSIONS);
const BY_NAME = byWord(NAMES);
const BY_INTERPRETER = byWord(INTERPRETERS);

/** The language of a file by its name; `undefined` for one that nobody here knows. */
export function fileLanguageOfPath(path: string): FileLanguage | undefined {
  const code = languageOfPath(path);
  if (code !== undefined) return code;
  const name = (/[^/\\]*$/.exec(path)?.[0] ?? '').toLowerCase();
  const named = BY_NAME.get(name);
  if (named !== undefined) return named;
  if (/^(docker|container)file\.[\w.-]+$/.test(name)) return 'dockerfile';
  return BY_EXTENSION.get(/.\.([a-z0-9]+)$/.exec(name)?.[1] ?? '');
}

/** The language that the first line of a script names, e.g. `#!/usr/bin/env -S python3 -u`. */
export function fileLanguageOfScript(firstLine: string): FileLanguage | undefined {
  const program = /^#!\s*(?:\S*\/env\s+(?:-\S+\s+|\w+=\S*\s+)*)?(?:\S*\/)?([A-Za-z-]+)/.exec(firstLine)?.[1];
  return BY_INTERPRETER.get((program ?? '').toLowerCase());
}

function byWord(words: Readonly<Partial<Record<FileLanguage, string>>>): ReadonlyMap<string, FileLanguage> {
  return new Map(
    Object.entries(words).flatMap(([language, list]) =>
      list.split(' ').map((word) => [word, language as FileLanguage] as const),
    ),
  );
}
