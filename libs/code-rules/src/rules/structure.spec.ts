import { expectFindings, expectTold } from './expecting.fixture';
import { STRUCTURE } from './structure';

const repeat = (count: number, line: (n: number) => string): string =>
  Array.from({ length: count }, (_, n) => line(n)).join('\n');

describe('structure', () => {
  expectFindings(STRUCTURE, 'STR-001', [
    ['what is not implemented', 'def f() -> int:\n    """Says."""\n    raise NotImplementedError("later")', ['3']],
    ['an empty body', 'import os\ndef f() -> int:\n    pass\ndef g(x):\n    ...', ['2', '4']],
    ['a docstring alone', 'import os\ndef f() -> int:\n    """Says."""', ['2']],
    ['an empty function that returns nothing', 'import os\ndef f() -> None:\n    pass', ['2 info']],
    [
      'an empty method of a node',
      'class NodeAEffect(NodeEffect):\n    async def execute_effect(self) -> None: ...',
      ['2'],
    ],
    ['an empty function in a fragment', 'def f(): pass', ['1 info']],
    ['a remark above a placeholder', 'def f():\n    # FIXME: ask the service\n    return {}', ['1']],
    ['a remark above real work', 'def f(x):\n    # FIXME: faster\n    return compute(x)', []],
    ['a docstring with a remark', 'def f(x):\n    """FIXME: say."""\n    return x + 1', ['1']],
    [
      'declarations',
      'class A(Protocol):\n    def f(self): ...\nclass B:\n    @abc.abstractmethod\n    def f(self): raise NotImplementedError\n    @overload\n    def g(self): ...\n    def __enter__(self): pass',
      [],
    ],
    [
      'what only a type checker reads',
      'import typing\nclass A:\n    if typing.TYPE_CHECKING:\n        def f(self) -> int: ...\n    if not TYPE_CHECKING:\n        def g(self) -> int: ...\n    else:\n        def g(self) -> int: ...',
      ['6'],
    ],
    [
      'a remark that is the subject',
      'def f(x):\n    """Put x on the TODO list."""\n    return x + 1\ndef g(x):\n    """Finds every TODO and FIXME."""\n    return x + 1',
      [],
    ],
    ['a remark behind a sentence', 'def f(x):\n    """Adds. TODO: more."""\n    return x + 1', ['1']],
    ['an answer inside a branch', 'def f(x):\n    if x:\n        raise NotImplementedError\n    return 1', []],
  ]);

  expectTold('STR-002', [
    ['a print', 'def f():\n    print("x")', ['2']],
    ['a script', 'if __name__ == "__main__":\n    print("x")', []],
    ['what a script does in turn', 'if __name__ == "__main__":\n    if a:\n        print("x")', []],
    ['a print below another question', 'if __package__ == "a":\n    print("x")', ['2']],
    ['other prints', 'def f(printer):\n    printer.print("x")\n    pprint("x")\n    x = "print(1)"', []],
    ['a function of that name', 'def print(x): return x\nprint("x")', []],
    ['a print to a stream', 'def f(out):\n    print("x", file=out)', []],
    ['a print to the console', 'import sys\nprint("x", file=sys.stderr)', ['2']],
    ['a print to the console of a fragment', 'print("x", file=sys.stderr)', ['1']],
  ]);

  expectFindings(STRUCTURE, 'STR-003', [
    ['a chain of elif', `if a: pass\n${repeat(6, (n) => `elif b${n}: pass`)}`, ['1']],
    ['a short chain', `if a: pass\n${repeat(5, (n) => `elif b${n}: pass`)}`, []],
    [
      'parameters',
      'class A:\n    def f(self, a, b, c, d, e, g): return 1\n    def __init__(self, a, b, c, d, e, g): return',
      ['2'],
    ],
    ['methods', `class A:\n${repeat(11, (n) => `    def f${n}(self): return 1`)}`, ['1']],
    ['lines', `def f():\n${repeat(51, () => '    x = 1')}`, ['1']],
    ['nesting', `def f():\n${repeat(5, (n) => `${'    '.repeat(n + 1)}if a:`)}\n${'    '.repeat(6)}x = 1`, ['1']],
    ['paths', `def f():\n${repeat(11, () => '    if a: b()')}`, ['1']],
    ['a function of good size', 'def f(a, b, c, d, e):\n    if a:\n        return b\n    return c', []],
  ]);

  expectFindings(STRUCTURE, 'STR-004', [
    ['several public classes', 'class A: x = 1\nclass B: x = 1\nclass C: x = 1', ['2']],
    ['enums together, a private class', 'class A(Enum): x = 1\nclass B(str, Enum): x = 1\nclass _C: x = 1', []],
    ['a class that is not exported', '__all__ = ["B"]\nclass A: x = 1', ['2 info']],
    ['an export list', '__all__ = ["A"]\nclass A: x = 1', []],
  ]);

  expectFindings(STRUCTURE, 'STR-005', [
    ['an import from far up, once', 'from ...a import (\n    b,\n    c,\n)', ['2']],
    ['an archived module', 'from omnibase_core.archived.x import y', ['1']],
    ['an upward import', 'import omnibase_infra.x', ['1'], { filePath: 'src/omnibase_core/a.py' }],
    ['imports', 'from .a import b\nfrom archives import c\nimport omnibase_infra', []],
  ]);
});
