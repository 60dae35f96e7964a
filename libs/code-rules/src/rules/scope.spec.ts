import type { NodeType } from '#contracts';
import { loadPython } from '#code-model';
import { subjectOf } from '../subject';
import { scopeOf } from './scope';

const KINDS: ReadonlySet<NodeType> = new Set(['compute']);
const COMPUTE = 'class NodeACompute(NodeCompute):\n    def run(self): inside()\n';
const EFFECT = 'class NodeBEffect(NodeEffect):\n    def run(self): outside()\n';

let scope: (code: string, nodeType?: NodeType) => string[];
beforeAll(async () => {
  const read = await loadPython();
  scope = (code, nodeType) => {
    const subject = subjectOf(read(code), { profile: 'imperative', ...(nodeType && { nodeType }) });
    const found = scopeOf(subject, KINDS);
    const calls = subject.code.all('call').filter((call) => found.has(call));
    return [...found.imports().map(({ module }) => module), ...calls.map(({ callee }) => callee)];
  };
});

describe('what runs as a compute', () => {
  test('is the whole file when its only nodes are computes', () => {
    expect(scope(`import a\ntop()\n${COMPUTE}`)).toEqual(['a', 'top', 'inside']);
  });

  test('is the whole file when the request says so and no class says otherwise', () => {
    expect(scope('top()\nclass HandlerA:\n    def run(self): inside()\n', 'compute')).toEqual(['top', 'inside']);
  });

  test('is the whole file when the request says so and every class says otherwise', () => {
    expect(scope(`top()\n${EFFECT}`, 'compute')).toEqual(['top', 'outside']);
  });

  test('is the compute’s own body, and what it uses, next to an effect', () => {
    expect(scope(`import inside, outside\ntop()\n${EFFECT}${COMPUTE}`)).toEqual(['inside', 'inside']);
    expect(scope(`import outside\n${EFFECT}${COMPUTE}`, 'compute')).toEqual(['inside']);
    expect(scope(`top()\n${COMPUTE}`, 'effect')).toEqual(['inside']);
  });

  test('is nothing in a file of effects', () => {
    expect(scope(`import a\n${EFFECT}`)).toEqual([]);
    expect(scope('top()')).toEqual([]);
  });

  test('is not decided by the end of a helper’s name when an effect was asked for', () => {
    expect(scope('class PriceCompute:\n    def run(self): inside()\n', 'effect')).toEqual([]);
  });

  test('leaves out imports for type checkers', () => {
    expect(scope(`if TYPE_CHECKING:\n    import a\n${COMPUTE}`)).toEqual(['inside']);
  });
});
