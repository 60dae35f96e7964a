import { isCode, languageOf } from './languages';

describe('the language of a file', () => {
  it.each([
    ['a/b.py', '', 'python'],
    ['a.PYI', '', 'python'],
    ['a.d.ts', '', 'typescript'],
    ['a.tsx', '', 'typescript'],
    ['a.cjs', '', 'javascript'],
    ['a.rs', '', 'rs'],
    ['bin/run', '#!/usr/bin/env python3\n', 'python'],
    ['bin/run', '#!/usr/bin/python\n', 'python'],
    ['bin/run', '#!/bin/sh\npython', 'unknown'],
    ['Makefile', 'all:', 'unknown'],
  ])('%s beginning with %j is %s', (path, source, language) => {
    expect(languageOf(path, source)).toBe(language);
  });

  it('is code where a folder is searched only with an extension of ours', () => {
    expect(['a.py', 'a.mjs', 'a.rs', 'py', '.py', 'a.py.bak'].filter(isCode)).toEqual(['a.py', 'a.mjs']);
  });
});
