import * as fc from 'fast-check';
import markdownIt from 'markdown-it';
import ts from 'typescript';
import { parseAllDocuments } from 'yaml';
import { describeWith } from '../../../../test/support/describe-with';
import { python } from './python.fixture';
import { stampAgain, stampText, verifyText } from './stamping.fixture';

const RUNS = 250;
const HASH = '0123456789abcdef'.repeat(4);
const OLD = `# ONEX:uid=old,hash=${HASH},ts=2025-10-01T00:00:00+00:00`;
const BLOCK = `<!-- ONEX_METADATA_START -->\n<!-- ONEX Metadata Stamp\n  uid: old\n  hash: ${HASH}\n-->\n<!-- ONEX_METADATA_END -->`;

/** Lines that files of a language begin with and consist of, and such as could mislead whoever looks for stamps. */
const PIECES: Readonly<Record<string, readonly string[]>> = {
  'a.py': [
    '#!/usr/bin/env python3',
    '# -*- coding: utf-8 -*-',
    '# vim: set ts=4 :',
    '# Copyright us\n# Licensed so',
    '',
    OLD,
    `x = '''\n${OLD}\n'''`,
    '"""Doc."""',
    `"""\n${BLOCK}\n"""`,
    'from __future__ import annotations',
    'import os',
    'def f():\n    """D."""\n    return 1  # x',
    `y = "${OLD}"`,
    'z = ("a"\n     \'b"""\')',
    'w = "\\\\"',
    '\f',
    'if True:\n    pass\\\n',
    `# ${BLOCK.replaceAll('\n', '\n# ')}`,
  ],
  'a.ts': [
    '#!/usr/bin/env node',
    '"use strict";',
    '// Copyright us',
    '/* license */',
    '/** @fileoverview x */',
    '/* a\n b */',
    '',
    `// ${OLD}`,
    `const a = \`\n${OLD}\`;`,
    `const b = \`\n// ${OLD}\n\`;`,
    'export {};',
    'import x from "y";',
    '/// <reference types="node" />',
    '// @ts-check',
    '/*! x */ let q = 1;',
    `let r = /[/*]/; /* */`,
    `/* ${BLOCK} */`,
    'const s = "a\\\nb";',
    'f`${`}`}`;',
    `/*\n// ${OLD}\n*/`,
  ],
  'a.tsx': [
    'const a = <div>\n// text\n</div>;',
    `const b = <p>\n// ${OLD}\n</p>;`,
    'import y from "z";',
    `// ${OLD}`,
    '',
    '/** @jsx h */',
    '"use client";',
  ],
  'a.yaml': [
    '%YAML 1.2',
    '---',
    'a: 1',
    '- b',
    '# comment',
    '',
    OLD,
    `c: |\n  x\n  ${OLD}`,
    `d: |+\n  y\n\n`,
    '...',
    '--- |\n text',
    `# yaml-language-server: $schema=x`,
    '#cloud-config',
    `e: "\n ${OLD}"`,
    '&x [1, 2]',
  ],
  'a.toml': [
    'a = 1',
    '# License',
    '',
    '[t]',
    `b = """\n${OLD}\n"""`,
    `c = '''\n${OLD}'''`,
    'd = "\\""',
    OLD,
    "e = 'C:\\'",
  ],
  'a.ini': ['[a]', 'b = 1', '; license', '# x', '', OLD, `; ${OLD}`, 'c = 2\n  more', '[d]'],
  'a.xml': [
    '<?xml version="1.0"?>',
    '<a>',
    '</a>',
    '<!-- Copyright -->',
    '<!DOCTYPE a>',
    '',
    `<!-- ${OLD} -->`,
    BLOCK,
    '<b/>',
    'text',
    `<![CDATA[\n<!-- ${OLD} -->\n]]>`,
    '<?pi x?>',
  ],
  'a.html': [
    '<!DOCTYPE html>',
    '<p>',
    'text',
    '</p>',
    '<!-- Copyright -->',
    '',
    `<!-- ${OLD} -->`,
    BLOCK,
    `<script>\nx = "<!-- ${OLD} -->"\n</script>`,
    '{% extends "b" %}',
    '---',
    'a: 1',
  ],
  // Old stamps are headings here, and taken away; those in a fence are text.
  'a.md': [
    '---',
    'title: x',
    '# Head',
    'text',
    '',
    '```',
    `\`\`\`\n${OLD}\n${BLOCK}\n\`\`\``,
    '    code',
    '- item',
    '<div>',
    '</div>',
    '+++',
    '> quote',
    '[a]: b',
    '===',
  ],
};

const RICH = [undefined, true] as const;

const fileOf = (path: string) =>
  fc
    .tuple(
      fc.array(fc.constantFrom(...(PIECES[path] ?? [])), { maxLength: 7 }),
      fc.constantFrom('\n', '\r\n'),
      fc.constantFrom('', '\n'),
      fc.constantFrom('', '', '', '\ufeff'),
      fc.constantFrom(...RICH),
    )
    .map(([pieces, end, last, mark, rich]) => ({
      text: mark + `${pieces.join('\n')}${last}`.replaceAll('\n', end),
      options: rich === undefined ? {} : { rich, author: 'A --> */ "', namespace: 'a.b' },
    }));

/** Files before and after they are stamped; what else holds for every one of them is checked on the way. */
function stampedFiles(path: string): readonly { readonly before: string; readonly after: string }[] {
  return fc.sample(fileOf(path), RUNS).map(({ text, options }) => {
    const written = stampText(path, text, options);
    expect(stampAgain(path, written, options)).toMatchObject({ text: written.text, sidecar: written.sidecar });
    expect(verifyText(path, written.text, written).verdict).toBe('valid');
    return { before: text, after: written.text };
  });
}

/** Compares where there is something to compare, and that there is enough. */
function compare(path: string, meanings: (texts: readonly string[]) => readonly unknown[]): void {
  const files = stampedFiles(path);
  const before = meanings(files.map((file) => file.before));
  const after = meanings(files.map((file) => file.after));
  const compared = files.flatMap((file, index) =>
    before[index] === null ? [] : [{ file, before: before[index], after: after[index] }],
  );
  for (const { file, before: was, after: is } of compared)
    expect({ file, meaning: is }).toEqual({ file, meaning: was });
  expect(compared.length).toBeGreaterThan(RUNS / 100);
}

/** `meaning(bytes)` of each text, `None` where it raises. */
function byPython(meaning: string): (texts: readonly string[]) => readonly unknown[] {
  const program = `
${meaning}
def tried(text):
    try:
        return meaning(text.encode())
    except Exception:
        return None
answer = [tried(text) for text in data]`;
  return (texts) => python(program, texts) as unknown[];
}

const printer = ts.createPrinter({ removeComments: true });

function meaningOfScript(path: string): (text: string) => string | null {
  return (text) => {
    const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
    const { parseDiagnostics } = source as unknown as { parseDiagnostics: readonly unknown[] };
    return parseDiagnostics.length > 0 ? null : printer.printFile(source);
  };
}

function meaningOfYaml(text: string): unknown {
  const documents = parseAllDocuments(text);
  if ('empty' in documents) return [];
  return documents.some(({ errors }) => errors.length > 0)
    ? null
    : documents.map((document) => document.toJS() as unknown);
}

/** Front matter is no Markdown. Our stamp is a block of its own, which leaves nothing. */
function meaningOfMarkdown(text: string): string {
  const [, front = '', rest = ''] =
    /^\ufeff?((?:---\r?\n(?:[^]*?\n)??(?:---|\.\.\.)|\+\+\+\r?\n(?:[^]*?\n)??\+\+\+)[ \t]*(?:\r?\n|$))?([^]*)$/.exec(
      text,
    ) ?? [];
  const html = markdownIt({ html: true }).render(rest);
  return front.trim() + html.replace(/^(?:<!-- [^]*?-->\s*){0,3}/, '').trim();
}

describe('what a file means is the same before and after it is stamped', () => {
  it('in TypeScript', () => compare('a.ts', (texts) => texts.map(meaningOfScript('a.ts'))));
  it('in TSX', () => compare('a.tsx', (texts) => texts.map(meaningOfScript('a.tsx'))));
  it('in YAML', () => compare('a.yaml', (texts) => texts.map(meaningOfYaml)));
  it('in Markdown', () => compare('a.md', (texts) => texts.map(meaningOfMarkdown)));
});

describeWith('python3', 'what a file means to Python is the same before and after it is stamped', () => {
  it('in Python', () => compare('a.py', byPython('import ast\ndef meaning(b):\n    return ast.dump(ast.parse(b))')));
  it('in TOML', () =>
    compare('a.toml', byPython('import tomllib\ndef meaning(b):\n    return tomllib.loads(b.decode())')));
  it('in INI', () =>
    compare(
      'a.ini',
      byPython(`import configparser
def meaning(b):
    parser = configparser.ConfigParser()
    parser.read_string(b.decode())
    return {name: dict(section) for name, section in parser.items()}`),
    ));
  it('in XML', () =>
    compare(
      'a.xml',
      byPython('import xml.etree.ElementTree as e\ndef meaning(b):\n    return e.canonicalize(b.decode("utf-8-sig"))'),
    ));
  it('in HTML', () =>
    compare(
      'a.html',
      byPython(`import html.parser
class Parser(html.parser.HTMLParser):
    def __init__(self):
        super().__init__()
        self.seen = [""]
    def handle_starttag(self, tag, attrs):
        self.seen += [tag, ""]
    def handle_endtag(self, tag):
        self.seen += ["/" + tag, ""]
    def handle_decl(self, decl):
        self.seen += ["!" + decl, ""]
    def handle_data(self, data):
        self.seen[-1] += data
def meaning(b):
    parser = Parser()
    parser.feed(b.decode("utf-8-sig"))
    parser.close()
    return [" ".join(text.split()) for text in parser.seen]`),
    ));
});
