import { lineCounts } from '../../python/line-counts';
import { loadPython } from '../../python/parse-python';
import { share } from './coverage';
import { measure, type Metrics } from './metrics';

let measured: (source: string) => Metrics;
beforeAll(async () => {
  const read = await loadPython();
  measured = (source) => {
    const code = read(source);
    return measure(code, lineCounts(code));
  };
});

const FLOW = `def f(a, b):
    if a and b or not a:
        return 1
    elif b:
        for x in a:
            if x:
                break
        else:
            return 2
    try:
        pass
    except ValueError:
        return [y for y in a if y if y > 1]
    except KeyError:
        raise
    else:
        assert b
    return a if b else -1
`;

const SHOP = `"""Prices.

A module.
"""
import math  # why not


class Shop:
    """Sells."""

    rate: int | None = None

    def price(self, amount: float) -> float:
        # rounded
        total = amount * 1.2; tax = total - amount
        if amount < 0: return 0
        return math.floor(total + tax) + self.rate

    def both(self, a, b):
        match a:
            case 1:
                return {b: 2}
            case [x]:
                return x
            case _:
                while b > 0:
                    b -= 1
        return b


def top(x):
    def inner(y):
        return y if y else None
    return inner(x)
`;

/** What radon 6.0.1 says of the same sources. */
describe('metrics as radon has them', () => {
  it('agrees on lines', () => {
    expect(measured(FLOW).lines).toEqual({ total: 18, logical: 18, code: 18, comments: 0, documentation: 0, blank: 0 });
    expect(measured(SHOP).lines).toEqual({ total: 34, logical: 27, code: 21, comments: 2, documentation: 3, blank: 8 });
  });

  it('agrees on cyclomatic complexity, of functions and in all', () => {
    const paths = ({ functions }: Metrics) => functions.map(({ name, cyclomatic }) => [name, cyclomatic]);
    expect(paths(measured(FLOW))).toEqual([['f', 16]]);
    expect(measured(FLOW).cyclomatic).toBe(16);
    expect(paths(measured(SHOP))).toEqual([
      ['price', 2],
      ['both', 4],
      ['top', 1],
      ['inner', 2],
    ]);
    expect(measured(SHOP).cyclomatic).toBe(7);
  });

  it('agrees on volume and maintainability', () => {
    expect(measured(FLOW).volume).toBeCloseTo(44.9726, 3);
    expect(measured(FLOW).maintainability).toBeCloseTo(58.8915, 3);
    expect(measured(SHOP).volume).toBeCloseTo(100.0782, 3);
    expect(measured(SHOP).maintainability).toBeCloseTo(78.6062, 3);
  });

  it('gives full marks to what has nothing to measure', () => {
    expect(measured('a = 1\nb = "c"\n')).toMatchObject({ cyclomatic: 1, volume: 0, maintainability: 100 });
    expect(measured('')).toMatchObject({ cyclomatic: 1, maintainability: 100, lines: { total: 0, logical: 0 } });
  });
});

describe('cognitive complexity', () => {
  const cognitive = (source: string) => measured(source).functions[0]?.cognitive;

  it.each([
    ['a straight line', 'def f(a):\n  b = a + 1\n  return b\n', 0],
    ['one per branch, whatever follows it', 'def f(a):\n  if a: pass\n  elif b: pass\n  else: pass\n', 3],
    ['nesting', 'def f(a):\n  for x in a:\n    if x:\n      while y: pass\n', 1 + 2 + 3],
    ['a match as one, its cases for nothing', 'def f(a):\n  match a:\n    case 1: pass\n    case 2: pass\n', 1],
    ['like operators once, each change anew', 'def f(a):\n  return a and b and c or d\n', 2],
    ['handlers, not the try', 'def f(a):\n  try: g()\n  except A: pass\n  finally: h()\n', 1],
    ['recursion', 'def f(a):\n  return f(a - 1)\n', 1],
    ['what lambdas hide', 'def f(a):\n  return lambda b: 1 if b else 2\n', 2],
  ])('counts %s', (_, source, expected) => {
    expect(cognitive(source)).toBe(expected);
  });
});

describe('nesting', () => {
  it('is that of blocks, and an elif is as deep as its if', () => {
    const nesting = (source: string) => measured(source).functions[0]?.nesting;
    expect(nesting('def f():\n  if a: pass\n  elif b: pass\n  elif c: pass\n')).toBe(1);
    expect(
      nesting(
        'def f():\n  for x in y:\n    with z:\n      if a:\n        try: pass\n        except B:\n          pass\n',
      ),
    ).toBe(4);
  });
});

describe('coverage', () => {
  it('counts what is public and can be documented', () => {
    const source = '"""m"""\nclass A:\n  def f(self):\n    """f"""\n  def _g(self): pass\ndef h():\n  def i(): pass\n';
    expect(measured(source).docstrings).toEqual({ possible: 4, present: 2 });
  });

  it('counts parameters and results, but not self nor what a constructor returns', () => {
    const source =
      'class A:\n  def __init__(self, a: int): pass\n  def f(self, b, *c: str) -> int: pass\ndef g(self): pass\n';
    expect(measured(source).annotations).toEqual({ possible: 7, present: 4 });
    expect(share({ possible: 0, present: 0 })).toBe(1);
  });
});
