import type { Asked } from '../subject';
import { ORCHESTRATORS } from './orchestrators';
import { loadFinder } from './subject.fixture';

let found: (code: string, asked?: Partial<Asked>) => string[];
let inNode: (body: string, name?: string) => string[];
beforeAll(async () => {
  const find = await loadFinder();
  found = (code, asked) => ORCHESTRATORS.flatMap((rule) => find(rule, code, asked).map(() => rule.id));
  inNode = (body, name = 'NodeAOrchestrator') => found(`class ${name}:\n${body.replaceAll(/^/gm, '    ')}\n`);
});

const method = (body: string): string => `async def execute_orchestration(self, a):\n    ${body}`;

describe('ORC-001', () => {
  test.each([
    'return ModelHandlerOutput.for_orchestrator(a=1, result=a)',
    'return ModelHandlerOutput(result={"a": 1})',
  ])('refuses %j', (body) => {
    expect(inNode(method(body))).toEqual(['ORC-001']);
  });

  test.each([
    'return ModelHandlerOutput.for_orchestrator(events=(a,), result=None)',
    'return ModelHandlerOutput.for_orchestrator(events=(a,))',
    'return ModelResult(success=True, data=a)',
  ])('accepts %j', (body) => {
    expect(inNode(method(body))).toEqual([]);
  });

  test('lets computes have results', () => {
    expect(inNode('def execute_compute(self, a):\n    return ModelHandlerOutput(result=a)', 'NodeACompute')).toEqual(
      [],
    );
  });
});

describe('ORC-002', () => {
  const PARTS = ['def can_transition(self): ...', 'TRANSITIONS = {}', 'STATE_DONE = "done"', method('self._state = a')];

  test.each(PARTS)('refuses %j in an orchestrator', (body) => {
    expect(inNode(body)).toEqual(['ORC-002']);
    expect(inNode(body, 'HandlerAOrchestrator')).toEqual(['ORC-002']);
  });

  test.each(PARTS)('accepts %j in a reducer', (body) => {
    expect(inNode(body, 'NodeAReducer')).toEqual([]);
  });

  test('accepts what only reads a state', () => {
    expect(inNode(method('return self.workflow.state'))).toEqual([]);
  });
});

describe('ORC-003', () => {
  test.each([
    method('return await self.rows.execute("SELECT a FROM b")'),
    method('return cursor.fetchone()'),
    `${method('return 1')}\n    import asyncpg`,
  ])('refuses %j', (body) => {
    expect(inNode(body)).toEqual(['ORC-003']);
  });

  test('refuses clients at the top of the file', () => {
    const node = 'class NodeAOrchestrator(NodeOrchestrator):\n    pass\n';
    expect(found(`from sqlalchemy.ext.asyncio import AsyncSession\n${node}`)).toEqual(['ORC-003']);
    expect(found(`from a.db_client import DatabaseClient\n${node}`)).toEqual(['ORC-003']);
    expect(found(`if TYPE_CHECKING:\n    import asyncpg\n${node}`)).toEqual([]);
  });

  test.each(['"""SELECT a FROM b"""\n    return 1', 'return "Select one from the list"', 'return self.fetch_all(a)'])(
    'accepts %j',
    (body) => {
      expect(inNode(method(body))).toEqual([]);
    },
  );

  test('lets effects have databases', () => {
    expect(found('import asyncpg\nclass NodeAEffect(NodeEffect):\n    sql = "SELECT a FROM b"\n')).toEqual([]);
  });
});

describe('ORC-005', () => {
  test.each([
    'HandlerPrice(a).handle(b)',
    'self._handler.handle(b)',
    'price_handler.handle(b)',
    'worker = HandlerPrice(a)\nworker.handle(b)',
  ])('refuses %j', (code) => {
    expect(found(code)).toEqual(['ORC-005']);
  });

  test.each([
    'class HandlerA:\n    def run(self, a):\n        return self.handle(a)',
    'super().handle(a)',
    'runtime.dispatch(a)',
    'request.handle(a)',
    'self._handlers.handle_all(a)',
  ])('accepts %j', (code) => {
    expect(found(code)).toEqual([]);
  });
});

describe('ORC-006', () => {
  test.each([
    'def handle(self, a):\n    self._bus.publish(a)',
    'def handle(self, a):\n    self.emit(a)',
    'def __init__(self, container, event_bus): ...',
  ])('refuses %j in a handler', (body) => {
    expect(inNode(body, 'HandlerA')).toEqual(['ORC-006']);
    expect(inNode(body, 'NodeAEffect')).toEqual([]);
    expect(inNode(body, 'HandlerAOrchestrator')).toEqual([]);
  });

  test.each(['def handle(self, a):\n    return [a]', 'def handle(self, a):\n    publish(a)', 'def f(self, bus): ...'])(
    'accepts %j',
    (body) => {
      expect(inNode(body, 'HandlerA')).toEqual([]);
    },
  );
});

describe('ORC-007', () => {
  const branches = (count: number): string =>
    `async def execute_orchestration(self, a):${'\n    if a:\n        b()'.repeat(count)}`;
  const lines = (count: number): string => `async def execute_orchestration(self, a):${'\n    b()'.repeat(count)}`;

  test('refuses more than 15 branches in a method and more than 400 lines in a class', () => {
    expect(inNode(branches(15))).toEqual([]);
    expect(inNode(branches(16))).toEqual(['ORC-007']);
    expect(inNode(lines(398))).toEqual([]);
    expect(inNode(lines(399))).toEqual(['ORC-007']);
  });

  test('is for orchestrators and their handlers', () => {
    expect(inNode(branches(16), 'NodeAEffect')).toEqual([]);
    const handler = `class HandlerA:\n${branches(16).replaceAll(/^/gm, '    ')}\n`;
    expect(found(handler, { nodeType: 'orchestrator' })).toEqual(['ORC-007']);
  });
});
