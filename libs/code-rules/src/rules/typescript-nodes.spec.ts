import { CONSTRUCTION } from './construction';
import { EFFECTS } from './effects';
import { ENTRY_METHOD_RULES } from './entry-methods';
import { ERRORS } from './errors';
import { expectScriptFindings } from './expecting.fixture';
import { ORCHESTRATORS } from './orchestrators';
import { REDUCERS } from './reducers';
import { TOPICS } from './topics';

/** A node of a kind with `body` on line 2, after `before`. */
const node = (kind: string, body: string, before = ''): string =>
  `${before}class NodePrice${kind} extends Node${kind} {\n  ${body}\n}\n`;

describe('how nodes of TypeScript are made', () => {
  expectScriptFindings(CONSTRUCTION, 'CTR-001', [
    ['without the container', node('Effect', 'constructor(private readonly db: Db) { super(); }'), ['2']],
    ['with it', node('Effect', 'constructor(private readonly container: ModelONEXContainer) { super(); }'), []],
    ['by decorators', `@Injectable()\n${node('Effect', 'constructor(private readonly db: Db) { super(); }')}`, []],
    ['no constructor', node('Effect', 'process() {}'), []],
    ['no node', 'class NodeList { constructor(a: A) {} each() {} }', []],
  ]);
  expectScriptFindings(CONSTRUCTION, 'CTR-003', [
    ['the wrapper', node('Effect', 'constructor(container: ModelContainer<A>) { super(container); }'), ['2']],
    ['the container', node('Effect', 'constructor(container: ModelONEXContainer) { super(container); }'), []],
  ]);
  expectScriptFindings(CONSTRUCTION, 'CTR-004', [
    ['a pool', node('Effect', 'process() { return new Pool().query(1); }'), ['2']],
    ['a factory', node('Effect', 'process() { return createClient(); }'), ['2']],
    ['the container', node('Effect', "process() { return this.container.getService('pool'); }"), []],
    ['outside a node', 'const pool = new Pool();\nclass Prices { pool = new Pool(); }', []],
  ]);
});

describe('the work of nodes of TypeScript', () => {
  expectScriptFindings(ENTRY_METHOD_RULES, 'MTH-001', [
    ['no entry method', node('Effect', 'private a() {}\n  store(price: Price) {}'), ['3']],
    ['of another kind', node('Effect', 'executeCompute(price: Price) {}'), ['2']],
    ['in camelCase', node('Effect', 'executeEffect(price: Price) {}'), []],
    ['in snake_case', node('Effect', 'execute_effect(price: Price) {}'), []],
    ['nothing but what others do not call', node('Effect', '#a() {}\n  get b() { return 1; }\n  static c() {}'), []],
  ]);
  expectScriptFindings(ENTRY_METHOD_RULES, 'MTH-002', [
    ['no input and no result', node('Compute', 'compute() {}'), ['2', '2']],
    ['an untyped input', node('Compute', 'compute(price): Price {}'), ['2']],
    ['all typed', node('Compute', 'compute(price: Price): Price {}'), []],
  ]);
  expectScriptFindings(ENTRY_METHOD_RULES, 'MTH-003', [
    ['a method and a value', node('Compute', 'compute() {}\n  a = 1;'), ['2', '3']],
    ['more than handing on', node('Compute', 'constructor(c: C) { super(c); load(); }'), ['2']],
    ['a thin one', node('Compute', 'constructor(c: C) { super(c); }'), []],
  ]);
  expectScriptFindings(ERRORS, 'ERR-003', [
    ['only logged', node('Effect', 'process() {\n try { a(); } catch (e) { this.logger.error(e); }\n }'), ['3']],
    ['only printed', node('Effect', 'process() {\n try { a(); } catch { console.error(1); }\n }'), ['3']],
    ['and thrown', node('Effect', 'process() { try { a(); } catch (e) { log.warn(e); throw e; } }'), []],
    ['answered', node('Effect', 'process() { try { a(); } catch { return undefined; } }'), []],
    ['in no node', 'try { a(); } catch (e) { console.error(e); }', []],
  ]);
  expectScriptFindings(ERRORS, 'ERR-004', [
    ['without a code', node('Effect', "process() { throw new Error('no'); }"), ['2 info']],
    ['with one', node('Effect', "process() { throw new ModelOnexError('no', Code.A); }"), []],
    ['in no node', "throw new Error('no');", []],
  ]);
  expectScriptFindings(ERRORS, 'ERR-005', [
    ['a message', "throw new ModelOnexError('no');", ['1']],
    ['an object without a code', "throw new ModelOnexError({ message: 'no' });", ['1']],
    ['an object with one', "throw new ModelOnexError({ message: 'no', errorCode: Code.A });", []],
    ['an object from elsewhere', 'throw new ModelOnexError(details);', []],
  ]);
  expectScriptFindings(ERRORS, 'ERR-006', [
    ['waiting', node('Effect', 'async process() { await a(); }'), ['2']],
    ['guarded', node('Effect', 'async process() { try { await a(); } catch (e) { throw e; } }'), []],
    ['caught', node('Effect', 'async process() { await a().catch(b); }'), []],
  ]);
  expectScriptFindings(TOPICS, 'TOP-001', [
    ['given by name', node('Effect', "process() { send({ topic: 'prices' }); }"), ['2']],
    ['a good one', node('Effect', "process() { send({ topic: 'onex.evt.shop.priced.v1' }); }"), []],
    ['in no node', "send({ topic: 'prices' });", []],
  ]);
  expectScriptFindings(TOPICS, 'OBS-001', [
    ['unknown', node('Effect', 'process(price: Price) {}'), ['2']],
    ['known', node('Effect', 'process({ correlationId }: Price) {}'), []],
  ]);
});

describe('effects of TypeScript', () => {
  const twice = "await db.query('INSERT INTO a VALUES (1)'); await db.query('DELETE FROM b WHERE 1');";
  expectScriptFindings(EFFECTS, 'EFF-001', [
    ['only computing', node('Effect', 'process(a) { return Math.max(a.b, Number(a.c)); }'), ['1']],
    ['waiting', node('Effect', 'async process(a) { await a; }'), []],
    ['calling', node('Effect', 'process(a) { return this.db.store(a); }'), []],
  ]);
  expectScriptFindings(EFFECTS, 'EFF-002', [
    ['two writes', node('Effect', `async process() { ${twice} }`), ['2']],
    ['in a transaction', node('Effect', `async process() { await db.query('BEGIN'); ${twice} }`), []],
    ['one write', node('Effect', "async process() { await db.query('DELETE FROM b WHERE 1'); }"), []],
  ]);
  expectScriptFindings(EFFECTS, 'EFF-003', [
    ['no limit', node('Effect', 'process(a) { return fetch(a.url); }'), ['2']],
    ['options without one', node('Effect', "process(a) { return fetch(a.url, { method: 'POST' }); }"), ['2']],
    ['a signal', node('Effect', 'process(a) { return fetch(a.url, { signal: AbortSignal.timeout(1000) }); }'), []],
    ['options from elsewhere', node('Effect', 'process(a) { return fetch(a.url, { ...a.options }); }'), []],
    ['a library', node('Effect', 'process(a) { return axios.get(a); }', "import axios from 'axios';"), ['2']],
    ['a library with one', node('Effect', 'go() { axios.get(a, { timeout: 9 }); }', "import axios from 'axios';"), []],
    ['a page', 'fetch(url);', []],
  ]);
});

describe('reducers and orchestrators of TypeScript', () => {
  expectScriptFindings(REDUCERS, 'RED-001', [
    ['publishing', node('Reducer', 'reduce(s) { this.bus.publish(s); }'), ['2']],
    ['a request', node('Reducer', "reduce(s) { fetch('a'); }"), ['2']],
    ['a statement', node('Reducer', "reduce(s) { this.q.query('SELECT a FROM b'); }"), ['2']],
    ['an intent', node('Reducer', 'reduce(s) { return { state: s, intents: [publish] }; }'), []],
  ]);
  expectScriptFindings(REDUCERS, 'RED-002', [
    ['no state', 'class NodePriceReducer { reduce(a) { return a; } }', ['1']],
    ['a state', node('Reducer', 'reduce(state: State) { return state; }'), []],
  ]);
  expectScriptFindings(ORCHESTRATORS, 'ORC-001', [
    [
      'a result',
      node('Orchestrator', 'process() { return ModelHandlerOutput.forOrchestrator({ result: 1 }); }'),
      ['2'],
    ],
    ['events', node('Orchestrator', 'process() { return ModelHandlerOutput.forOrchestrator({ events: [] }); }'), []],
  ]);
  expectScriptFindings(ORCHESTRATORS, 'ORC-002', [
    ['a state', node('Orchestrator', 'process() { this.currentState = 1; }'), ['2']],
    ['transitions', node('Orchestrator', 'static TRANSITIONS = {};\n  canTransition() {}'), ['2', '3']],
    ['none', node('Orchestrator', 'process() { this.steps = 1; }'), []],
    ['one that is no node', 'class BuildOrchestrator { setState() {} }', []],
  ]);
  expectScriptFindings(ORCHESTRATORS, 'ORC-003', [
    ['a client', node('Orchestrator', 'process() {}', "import { Pool } from 'pg';\n"), ['1']],
    ['its type', node('Orchestrator', 'process() {}', "import type { Pool } from 'pg';\n"), []],
    ['a statement', node('Orchestrator', "process() { this.a.b('SELECT a FROM b'); }"), ['2']],
    ['one that is no node', "import { Pool } from 'pg';\nclass BuildOrchestrator {}", []],
  ]);
  expectScriptFindings(ORCHESTRATORS, 'ORC-005', [
    ['a handler', node('Orchestrator', 'process(a) { new HandlerPrice().handle(a); }'), ['2']],
    ['the runtime', node('Orchestrator', 'process(a) { this.runtime.dispatch(a); }'), []],
    ['in no node', 'requestHandler.handle(request);', []],
  ]);
  expectScriptFindings(ORCHESTRATORS, 'ORC-006', [
    [
      'a bus',
      'class HandlerPrice {\n constructor(private eventBus: Bus) {}\n handle() { this.eventBus.publish(1); } }',
      ['2', '3'],
    ],
    ['events', 'class HandlerPrice { handle() { return [priced]; } }', []],
    ['no handler of ONEX', 'class RequestHandler { handle() { this.emitter.emit(1); } }', []],
  ]);
  expectScriptFindings(ORCHESTRATORS, 'ORC-007', [
    ['a monolith', node('Orchestrator', `process(a) { ${'if (a) b(); '.repeat(16)} }`), ['2']],
    ['a small one', node('Orchestrator', 'process(a) { if (a) b(); }'), []],
  ]);
});
