import { RUFF_RULES } from '#code-rules';
import { Engines } from '../engines';

let engines: Engines;
beforeAll(async () => {
  engines = await Engines.load(RUFF_RULES);
});

const undefinedIn = (source: string, path?: string) => {
  const reading = engines.of('python', source, path)?.read(source);
  if (reading?.kind !== 'read') throw new Error('not read');
  return reading.diagnostics
    .filter(({ rule }) => rule.startsWith('F82'))
    .map(({ rule, message }) => `${rule} ${/`([^`]*)`/.exec(message)?.[1]}`);
};

describe('a stub', () => {
  it.each([
    ['a class below', 'def plant() -> Garden: ...\nclass Garden: ...\n'],
    ['a base below', 'class Rose(Plant): ...\nclass Plant: ...\n'],
    ['an alias below', 'def water(bed: Beds) -> None: ...\nBeds = list[int]\n'],
    ['an import below', 'def price() -> Decimal: ...\nfrom decimal import Decimal\n'],
    ['a class inside a class', 'class A:\n    def b(self) -> C: ...\n    class C: ...\n'],
  ])('may use %s', (_, source) => {
    expect(undefinedIn(source, 'src/garden.pyi')).toEqual([]);
    expect(undefinedIn(source, 'src/garden.py')).not.toEqual([]);
  });

  it('may not use what it never defines', () => {
    expect(undefinedIn('def plant() -> Garten: ...\nclass Garden: ...\n', 'a.pyi')).toEqual(['F821 Garten']);
    expect(undefinedIn('__all__ = ["gone"]\n', 'a.pyi')).toEqual(['F822 gone']);
  });
});

describe('a package', () => {
  it.each(['src/pkg/__init__.py', '__init__.py', 'pkg\\__init__.py', 'pkg/__init__.pyi'])(
    '%s has a path, and exports its submodules',
    (path) => {
      expect(undefinedIn('print(__path__)\n__all__ = ["core"]\n', path)).toEqual([]);
    },
  );

  it.each([undefined, 'src/pkg/core.py', 'src/my__init__.py'])('is not what stands in %s', (path) => {
    expect(undefinedIn('print(__path__)\n__all__ = ["core"]\n', path)).toEqual(['F822 core', 'F821 __path__']);
  });

  it('has no other names for nothing', () => {
    expect(undefinedIn('print(__paths__)\n', 'pkg/__init__.py')).toEqual(['F821 __paths__']);
  });
});
