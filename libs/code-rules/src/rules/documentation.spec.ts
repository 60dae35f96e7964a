import { DOCUMENTATION } from './documentation';
import { expectFindings } from './expecting.fixture';

const M = '"""Prices."""\n';

describe('documentation', () => {
  expectFindings(DOCUMENTATION, 'STR-006', [
    ['a module without a docstring', 'x = 1', ['1']],
    ['an empty module', '', []],
    ['public things without one', `${M}class A:\n    def f(self): return 1\ndef g(): return 1`, ['2', '3', '4']],
    [
      'private and inner things',
      `${M}class _A:\n    def f(self): return 1\ndef _g():\n    def h(): return 1\n    return h`,
      [],
    ],
    [
      'boilerplate and flattery',
      `${M}class A:\n    """This class provides prices."""\ndef f():\n    """Great, a function"""`,
      ['2', '4'],
    ],
    [
      'fields and rulers',
      `${M}def f():\n    """Adds.\n\n    :param x: one\n    """\ndef g():\n    """Adds.\n    =====\n    """`,
      ['2', '7'],
    ],
    ['a docstring that says something', `${M}def f():\n    """Greatest of all; perfect numbers only."""`, []],
  ]);
});
