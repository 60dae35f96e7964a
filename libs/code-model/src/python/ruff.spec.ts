import * as fc from 'fast-check';
import type { Diagnostic } from '../code/findings';
import { Ruff } from './ruff';
import { pythonSample } from '../samples';

const ruff = new Ruff(['F', 'E722', 'B006', 'T201', 'PLE1142']);

function diagnosticsOf(code: string): readonly Diagnostic[] {
  const findings = ruff.check(code);
  if (findings.kind !== 'checked') throw new Error(`not checked: ${findings.reason}`);
  return findings.diagnostics;
}

const rulesOf = (code: string) => diagnosticsOf(code).map(({ rule }) => rule);
const placesOf = (code: string) =>
  diagnosticsOf(code).map(({ rule, line, column, endLine, endColumn }) => [rule, line, column, endLine, endColumn]);

const LINE_SUPPRESSIONS = [
  '# noqa',
  '#noqa',
  '# NOQA',
  '# NoQa:F401',
  '#noqa:F401',
  '# noqa: F401, F821 because',
  '# type: ignore # noqa',
  '# ruff: noqa',
  '# ruff: noqa: F401',
  '# RUFF : NOQA',
  '# flake8: noqa',
  '# flake8: noqa: F401',
  '# ruff: ignore[F401]',
  '#ruff:ignore[F401]',
  '# see # ruff: ignore[F401] # end',
  '# ruff: disable[F401]',
  '# ruff: file-ignore[F401]',
  '# ruff: file-ignore[unused-import]',
  '# ruff: isort: skip_file',
  '# pylint: disable=all',
  '# fmt: off',
];

describe('suppression comments', () => {
  it.each(LINE_SUPPRESSIONS)('silence nothing: %s', (comment) => {
    const expected = [['F401', 1, 8, 1, 10]];
    expect(placesOf(`import os ${comment}\n`)).toEqual(expected);
    expect(rulesOf(`${comment}\nimport os\n`)).toEqual(['F401']);
    expect(rulesOf(`import os\n${comment}\n`)).toEqual(['F401']);
    expect(rulesOf(`x = (  ${comment}\n  1)\nimport os\n`)).toEqual(['F401']);
  });

  it('silence nothing behind a string of several lines or inside an f-string field', () => {
    expect(rulesOf('x = """\n{}\n""".format(missing)  # noqa\n')).toEqual(['F821']);
    expect(rulesOf('x = f"""{\nmissing  # noqa\n}"""\n')).toEqual(['F821']);
  });

  it('silence nothing in a block between disable and enable, nor in code that does not parse', () => {
    expect(rulesOf('# ruff: disable[F401]\nimport os\n# ruff: enable[F401]\n')).toEqual(['F401']);
    expect(rulesOf('# ruff: noqa\nx = (\n')).toContain('invalid-syntax');
  });

  it('do not move what follows them, whatever the width of the characters', () => {
    const before = 'x = "é😀"  # 😀 noqa é ruff: noqa\n';
    expect(placesOf(`${before}y = "😀"; import os  # noqa 😀\n`)).toEqual([['F401', 2, 18, 2, 20]]);
  });

  it.each(['"# noqa"', "'''# ruff: noqa'''", 'f"# noqa {1}"', 'r"# flake8: noqa"', '"a" "# noqa"'])(
    'are left alone inside a string: %s',
    (text) => {
      expect(
        diagnosticsOf(`__all__ = [${text}] # noqa\n`)
          .map(({ message }) => message)
          .join(),
      ).not.toContain('xxxx');
      expect(rulesOf(`import os; x = ${text}\n`)).toEqual(['F401']);
    },
  );

  it('keep the contents of strings: an undefined export is named as it was written', () => {
    expect(diagnosticsOf('__all__ = ["noqa_ruff"]  # noqa\n')[0]?.message).toContain('noqa_ruff');
  });

  it('change nothing, wherever they are put', () => {
    const lines = ['import os', 'x = missing', 'def f(a=[]): print(a)', 'try: pass', 'except: pass', 'y = "# noqa"'];
    const comment = fc.constantFrom('', ...LINE_SUPPRESSIONS);
    fc.assert(
      fc.property(fc.array(comment, { minLength: 6, maxLength: 6 }), (comments) => {
        const suppressed = lines.map((line, i) => `${line}  ${comments[i] ?? ''}`).join('\n');
        expect(placesOf(suppressed)).toEqual(placesOf(lines.join('\n')));
      }),
    );
  });
});

describe('a fragment without its imports', () => {
  const fragments = new Ruff(['F', 'ASYNC251', 'S605', 'UP045']);
  const told = (code: string) => {
    const findings = fragments.check(code);
    if (findings.kind !== 'checked') throw new Error(`not checked: ${findings.reason}`);
    return findings.diagnostics.map(({ rule, line, column }) => `${rule} ${line}:${column}`).toSorted();
  };

  it('is read as if it had them, and its names stay undefined', () => {
    expect(told('async def f(a: Optional[int]):\n    time.sleep(a)\n')).toEqual([
      'ASYNC251 2:5',
      'F821 1:16',
      'F821 2:5',
      'UP045 1:16',
    ]);
  });

  it('is told of names only what it does itself', () => {
    const code = 'def f():\n    return os.system(1)\ndef g():\n    for os in (): pass\n';
    expect(told(code)).toEqual(['F821 2:12', 'S605 2:12']);
    expect(told('from __future__ import annotations\nos.system(a)\n')).toEqual(['F821 2:1', 'F821 2:11', 'S605 2:1']);
  });

  it('means what it imports by a name', () => {
    expect(told('from a import time\nasync def f():\n    time.sleep(1)\n')).toEqual([]);
    expect(told('from a import *\nasync def f():\n    time.sleep(1)\n')).toEqual([
      'ASYNC251 3:5',
      'F403 1:1',
      'F405 3:5',
    ]);
  });
});

describe('positions', () => {
  it('are 1-based and count UTF-16 units', () => {
    expect(placesOf('x = "😀"; import os\n')).toEqual([['F401', 1, 18, 1, 20]]);
  });

  it('do not count a byte order mark', () => {
    expect(placesOf('\ufeffimport os\n')).toEqual([['F401', 1, 8, 1, 10]]);
  });

  it('are the same for LF, CRLF and CR', () => {
    for (let n = 0; n < 20; n += 1) {
      const code = pythonSample(n);
      expect(placesOf(code.replaceAll('\n', '\r\n')).map(([rule, line]) => [rule, line])).toEqual(
        placesOf(code).map(([rule, line]) => [rule, line]),
      );
      expect(rulesOf(code.replaceAll('\n', '\r'))).toEqual(rulesOf(code));
    }
  });

  it('count a lone surrogate as one unit', () => {
    expect(placesOf('x = "\ud800"; import os  # noqa\n')).toEqual([['F401', 1, 17, 1, 19]]);
  });
});

describe('odd sources', () => {
  it.each(['', ' ', '\n', '\t\n  ', '\ufeff', '# only a comment'])('have no findings: %j', (code) => {
    expect(diagnosticsOf(code)).toEqual([]);
  });

  it('are refused by Python when they hold a NUL, even in a string or a comment', () => {
    expect(placesOf('x = 1\ny = "a\0"\n')).toEqual([['invalid-syntax', 2, 7, 2, 8]]);
    expect(rulesOf('# \0\n')).toEqual(['invalid-syntax']);
    expect(rulesOf('x = \0\n')).toContain('invalid-syntax');
  });

  it('are answered as unfinished when they make the wasm trap, and do not throw', () => {
    expect(new Ruff(['F']).check(`x = ${'-'.repeat(100_000)}1`)).toEqual({ kind: 'unfinished', reason: 'trap' });
  });

  it('may be anything', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 80 }), (code) => {
        expect(ruff.check(code)).toEqual(ruff.check(code));
      }),
      { numRuns: 150 },
    );
  });
});

it('refuses to start with a rule it does not know', () => {
  expect(() => new Ruff(['NOPE123'])).toThrow('NOPE123');
});
