import type { Asked } from '../subject';
import { REDUCERS } from './reducers';
import { loadFinder } from './subject.fixture';

let found: (code: string, asked?: Partial<Asked>) => string[];
beforeAll(async () => {
  const find = await loadFinder();
  found = (code, asked) => REDUCERS.flatMap((rule) => find(rule, code, asked).map(() => rule.id));
});

const reducer = (line: string, name = 'NodeAReducer'): string =>
  `class ${name}:\n    async def execute_reduction(self, state, event):\n        ${line}\n`;

describe('RED-001', () => {
  test.each([
    'await self.event_bus.publish(event)',
    'self.bus.emit(event)',
    'dispatcher.dispatch_event(event)',
    'await self.db.save(state)',
    'await session.execute("a")',
    'self.store.execute("INSERT INTO a VALUES (1)")',
  ])('refuses %j', (line) => {
    expect(found(reducer(line))).toEqual(['RED-001']);
  });

  test.each([
    'return state, (ModelIntent(intent_type="publish"),)',
    'await self._persist_state(state)',
    'emit(event)',
    'self.pipeline.execute(state)',
    'self.session.get("a")',
  ])('accepts %j', (line) => {
    expect(found(reducer(line))).toEqual([]);
  });

  test('is for reducers, also when only the request says so', () => {
    const handler = 'class HandlerA:\n    def handle(self, state):\n        self.bus.publish(state)\n';
    expect(
      found(reducer('self.bus.publish(state)', 'NodeAOrchestrator').replace('reduction', 'orchestration')),
    ).toEqual([]);
    expect(found(handler)).toEqual([]);
    expect(found(handler, { nodeType: 'reducer' })).toEqual(['RED-001']);
  });
});

describe('RED-002', () => {
  const bare = (body: string): string => `class NodeAReducer:\n    async def execute_reduction(self, event):\n${body}`;

  test('misses the state where nothing in the class speaks of one', () => {
    expect(found(bare('        """Keeps no state."""\n        return {"events": [event]}\n'))).toEqual(['RED-002']);
  });

  test.each([
    '        return {"new_state": event}\n',
    '        return ModelIntent(event)\n',
    '        return self.state\n',
    '        accumulated = event\n        return accumulated\n',
  ])('finds it in %j', (body) => {
    expect(found(bare(body))).toEqual([]);
  });

  test('leaves thin reducers and those with a state machine alone', () => {
    expect(found('class NodeAReducer(NodeReducer):\n    pass\n')).toEqual([]);
    expect(found(bare('        return 1\n').replace('NodeAReducer', 'NodeAReducer(MixinFSMExecution)'))).toEqual([]);
  });
});
