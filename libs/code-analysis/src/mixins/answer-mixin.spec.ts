import { canonicalPayload } from '#contracts';
import { ask } from './asking.fixture';

const CACHING = `class NodeQuoteEffect(NodeEffect):
    async def execute_effect(self, request):
        found = self._cache.get(request.symbol)
        if found is None:
            found = await self.exchange.quote(request.symbol)
            self._cache[request.symbol] = found
        return found
`;
const HASHING = `import hashlib

class NodeStamp(NodeCompute):
    def execute_compute(self, text):
        return hashlib.sha256(text).hexdigest()
`;

describe('an answer about code', () => {
  it('says how much was read', async () => {
    const { reasoning } = await ask({ code_content: CACHING });
    expect(reasoning).toContain('0 sentences and 7 lines of python read, ');
  });

  it('gives the lines and what they show as evidence', async () => {
    const { list } = await ask({ code_content: HASHING });
    expect(list.find(({ mixin_name }) => mixin_name === 'MixinHashComputation')?.evidence).toEqual([
      { line: 5, excerpt: 'calls hashlib.sha256', matched: ['digests by hand'], confidence: 0.7 },
    ]);
  });

  it('trusts less in a mixin that is only a name others hand out', async () => {
    const code =
      'class Stock:\n    def take(self):\n        with self.session.begin_nested():\n            self.left -= 1\n';
    const { list } = await ask({ code_content: code });
    expect(list).toMatchObject([{ mixin_name: 'MixinTransaction', confidence: 0.65 * 0.8 }]);
  });

  it('is never the code read as words', async () => {
    const { reasoning, names } = await ask(canonicalPayload('mixin', { code_content: HASHING }));
    expect(reasoning).toContain('0 sentences and 5 lines of python read');
    expect(names).toEqual(['MixinHashComputation']);
  });

  it('is beside what the requirements say, with both reasons where both speak for a mixin', async () => {
    const { reasons } = await ask({ code_content: CACHING, requirements: ['Cache the quotes', 'Count the requests'] });
    expect(reasons['MixinCaching']).toMatch(/^line \d: .*: a cache by hand; requirement 1, “Cache the quotes”: cache/u);
    expect(reasons['MixinMetrics']).toContain('requirement 2, “Count the requests”');
  });

  it('leaves out what the requirements refuse, whatever the code does', async () => {
    const { names, reasoning } = await ask({ code_content: CACHING, requirements: ['No caching'] });
    expect(names).not.toContain('MixinCaching');
    expect(reasoning).toContain('MixinCaching (refused by requirement 1');
  });

  it('leaves out what the kind of node forbids, by the kind the code says', async () => {
    const code = `from aiokafka import AIOKafkaProducer

class NodeTotalCompute(NodeCompute):
    async def execute_compute(self, order):
        producer = AIOKafkaProducer()
        await producer.send("orders.totalled.v1", order)
`;
    const { names, reasoning } = await ask({ code_content: code });
    expect(names).not.toContain('MixinEventBus');
    expect(reasoning).toContain('MixinEventBus (blocked in compute nodes)');
  });

  it.each(['needs caching\nand retries', 'Cache the quotes.\nRetry what fails.\n'])(
    'takes words for words: %j',
    async (words) => {
      const { reasons } = await ask({ code_content: words, requirements: words.split('\n').filter(Boolean) });
      expect(reasons['MixinCaching']).toContain('requirement 1');
      expect(reasons['MixinRetry']).toContain('requirement 2');
    },
  );
});

describe('a mixin that the node inherits', () => {
  const inheriting = (head: string, bases: string) => head + CACHING.replace('(NodeEffect)', `(${bases})`);

  it.each([
    ['by name', inheriting('', 'NodeEffect, MixinCaching')],
    [
      'by another name',
      inheriting('from omnibase_core.mixins.mixin_caching import MixinCaching as Kept\n', 'NodeEffect, Kept'),
    ],
    ['through a base', inheriting('class Base(MixinCaching):\n    pass\n\n', 'Base')],
  ])('%s is said to be there', async (_, code) => {
    const { names, reasoning } = await ask({ code_content: code });
    expect(names).not.toContain('MixinCaching');
    expect(reasoning).toContain('Already there: MixinCaching.');
  });

  it('with a service class is said to be there', async () => {
    const code = `class NodeIndexEffect(ModelServiceEffect):\n    async def health_check(self):\n        return "ok"\n`;
    const { names, reasoning } = await ask({ code_content: code });
    expect(names).toEqual([]);
    expect(reasoning).toContain('Already there: MixinHealthCheck.');
  });

  it('by a function of TypeScript is said to be there', async () => {
    const code = `export class NodeStampCompute extends MixinSerialization(NodeCompute) {
  executeCompute(block: object): string {
    return JSON.stringify(block);
  }
}
`;
    const { names, reasoning } = await ask({ code_content: code, language: 'typescript' });
    expect(names).toEqual([]);
    expect(reasoning).toContain('Already there: MixinSerialization.');
  });

  it('is still recommended where only a class beside the node has it', async () => {
    const { names } = await ask({ code_content: `class Store(MixinCaching):\n    pass\n\n${CACHING}` });
    expect(names).toContain('MixinCaching');
  });

  it('is no base that only sounds like one', async () => {
    const code = inheriting('', 'Caching, NodeEffect');
    expect((await ask({ code_content: code })).names).toContain('MixinCaching');
  });

  it('is not recommended to the source of the mixin itself', async () => {
    const code = CACHING.replace('class NodeQuoteEffect(NodeEffect)', 'class MixinCaching');
    expect((await ask({ code_content: code })).names).not.toContain('MixinCaching');
  });
});

describe('code that cannot be read', () => {
  const requirements = ['Cache the quotes'];

  it('in an unknown language is said to be that', async () => {
    const { names, reasoning } = await ask({ code_content: 'PROCEDURE DIVISION.\n', language: 'cobol', requirements });
    expect(names).toContain('MixinCaching');
    expect(reasoning).toContain('The code was not read: language "cobol" is not supported');
  });

  it('for its depth is said to be that', async () => {
    const { names, reasoning } = await ask({ code_content: `x = ${'('.repeat(20_000)}\n`, requirements });
    expect(names).toContain('MixinCaching');
    expect(reasoning).toContain('The code was not read: code_content is nested too deeply');
  });

  it('for its size is said to be that', async () => {
    const { reasoning } = await ask({ code_content: 'x = 1\n'.repeat(100_000), requirements });
    expect(reasoning).toContain('The code was not read: code_content has 600000 bytes');
  });

  it('in parts is read for the rest', async () => {
    const { reasons, reasoning } = await ask({ code_content: `${HASHING}\ndef broken(:\n`, language: 'python' });
    expect(reasons['MixinHashComputation']).toContain('line 5');
    expect(reasoning).toContain('Parts of the code could not be parsed');
  });

  it('at all, and is all there is, gets an answer without recommendations', async () => {
    const { list, reasoning } = await ask({ code_content: '\u0000\u0001 {{{ ((( \n', language: 'python' });
    expect(list).toEqual([]);
    expect(reasoning).toContain('could not be parsed');
  });
});

describe('hostile code', () => {
  it.each([
    [
      'names',
      `class A:\n    def ${'_'.repeat(100_000)}health_check(self):\n        log.info(${'x_'.repeat(50_000)}token)\n`,
    ],
    ['bases', Array.from({ length: 3_000 }, (_, n) => `class C${n}(C${n + 1}, MixinCaching):\n    pass\n`).join('')],
    ['circles', 'class A(B, MixinRetry):\n    pass\n\nclass B(A):\n    pass\n'],
    ['calls', `${'a.b.c.d.rollback();'.repeat(6_000)}\n`],
  ])('with its %s gets an answer of bounded size', async (_, code) => {
    const { list } = await ask({ code_content: code, language: 'python' });
    expect(JSON.stringify(list).length).toBeLessThan(20_000);
  });
});
