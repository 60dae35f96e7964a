import { fileLanguageOfPath, fileLanguageOfScript } from './file-language';

describe('the language of a file', () => {
  it.each([
    ['a.py', 'python'],
    ['a.d.mts', 'typescript'],
    ['A.YML', 'yaml'],
    ['a/b.svg', 'xml'],
    ['Dockerfile', 'dockerfile'],
    ['build/Dockerfile.prod', 'dockerfile'],
    ['C:\\a\\GNUmakefile', 'makefile'],
    ['.gitignore', 'config'],
    ['CMakeLists.txt', 'cmake'],
    ['a.json5', 'jsonc'],
    ['.editorconfig', 'ini'],
  ])('of %s is %s by its name', (path, language) => expect(fileLanguageOfPath(path)).toBe(language));

  it.each(['a.json', 'a.txt', 'LICENSE', '', 'dir.py/README', 'constructor', 'a.constructor', '.py', 'a.go.sum'])(
    'of %j is not known',
    (path) => expect(fileLanguageOfPath(path)).toBeUndefined(),
  );

  it.each([
    ['#!/bin/sh', 'shell'],
    ['#!/usr/bin/env python3.12', 'python'],
    ['#!/usr/bin/env -S FOO=1 node --flag', 'javascript'],
    ['#! /usr/local/bin/perl -w', 'perl'],
    ['#![no_std]', undefined],
    ['#!/usr/bin/env constructor', undefined],
    ['x', undefined],
  ])('of a script that begins with %j is %s', (line, language) => expect(fileLanguageOfScript(line)).toBe(language));
});
