import { lastName, type LoopItem, within } from '#code-model';
import { setOf } from '#text';
import type { Facts } from './facts';
import { feature, sign, type Detector, type Sign } from './feature';
import { inherits, startOf } from './common';
import { receiverOf } from './identifiers';
import { inside } from './scopes';

const PAIR_KEY = /^\{\s*\(/;
const TRANSITIONS = /transitions$/i;

function* transitionTables(facts: Facts): Iterable<Sign> {
  const lookups = facts.calls(['get']).filter(({ arguments: [key] }) => key?.value.kind === 'tuple');
  const looked = new Set(lookups.map(({ callee }) => lastName(receiverOf(callee))));
  for (const item of facts.code.all('assign')) {
    if (item.value?.kind !== 'dict') continue;
    const text = facts.code.source.slice(item.value.start, item.value.start + 60).replace(/#[^\n]*/g, '');
    const pairs = PAIR_KEY.test(text) && item.targets.some((target) => looked.has(lastName(target)));
    if (pairs || item.targets.some((target) => TRANSITIONS.test(target))) {
      yield sign(startOf(item), `table ${item.targets[0] ?? ''}`);
    }
  }
}

const MOVES =
  /^_?(?:can_transition|apply_transition|transition(?:_to|_state)?|next_state|is_valid_transition|validate_transition|_?handle_transition|canTransition|nextState)$/;

function* transitionFunctions(facts: Facts): Iterable<Sign> {
  for (const item of facts.code.all('function'))
    if (MOVES.test(item.name)) yield sign(item.nameSpan, `function ${item.name}`);
}

function* stateEnums(facts: Facts): Iterable<Sign> {
  for (const item of facts.inheriting(/Enum$/)) {
    if (/(?:State|Status|Phase)$/.test(item.name)) yield sign(item.nameSpan, `states ${item.name}`);
  }
}

function* intents(facts: Facts): Iterable<Sign> {
  for (const { at, name } of facts.named('intents', 'keyword')) yield sign(at, `${name}=`);
}

const HISTORY = /(?:^|[._])(?:events|history|journal|event_log|ledger|entries)(?:\(\))?$/i;

/** `for event in events:` with a state that is made from itself and the event. */
function* folds(facts: Facts): Iterable<Sign> {
  for (const loop of facts.code.all('loop')) {
    if (loop.loop === 'for' && HISTORY.test(loop.over.trim().slice(-60)) && rebinds(loop))
      yield sign(startOf(loop), `replays ${loop.over}`);
  }
}

function rebinds(loop: LoopItem): boolean {
  for (const item of within(loop)) {
    if (item.kind !== 'assign' || item.value?.kind !== 'call') continue;
    const [target = ''] = item.targets;
    const call = item.children.find((child) => child.kind === 'call');
    if (item.value.path.startsWith(`${target}.model_copy`) || item.value.path.startsWith(`${target}.apply`))
      return true;
    if (
      /apply|evolve|reduce|fold/.test(item.value.path) &&
      call?.arguments.some(({ value }) => value.path === target) === true
    )
      return true;
  }
  return false;
}

const APPLIES = /^_?(?:apply|on|when)_?(?:[a-z_]*event|[A-Z]\w*)$|^_?(?:replay|rehydrate|rebuild|reconstruct)(?:_|$)/;

function* appliers(facts: Facts): Iterable<Sign> {
  for (const item of facts.code.all('function'))
    if (APPLIES.test(item.name)) yield sign(item.nameSpan, `function ${item.name}`);
}

function* appends(facts: Facts): Iterable<Sign> {
  for (const item of facts.calls(['append_event', 'append_events', 'append_to_stream', 'appendToStream']))
    yield sign(item, item.callee);
  for (const item of facts.calls(['append']))
    if (/(?:event_store|eventStore|event_log|journal|ledger)\.append$/.test(item.callee)) yield sign(item, item.callee);
}

function* versions(facts: Facts): Iterable<Sign> {
  for (const word of ['expected', 'aggregate', 'stream']) {
    for (const { name, at } of facts.named(word))
      if (/expected_?version|aggregate_?version|stream_?version/i.test(name)) yield sign(at, name);
  }
  for (const item of facts.code.all('operation')) {
    if (item.operands.includes('version') && item.operators.some((one) => one === '!=' || one === '==' || one === '+'))
      yield sign(item, facts.code.text(item));
  }
}

const UPDATES = /\bON\s+CONFLICT\b[\s\S]{0,300}\bDO\s+UPDATE\b|\bON\s+DUPLICATE\s+KEY\b|^\s*MERGE\s+INTO\b/i;

function* upserts(facts: Facts): Iterable<Sign> {
  for (const item of facts.sqlLike(UPDATES)) yield sign(startOf(item), 'an upsert');
  for (const { at, name } of facts.named('upsert', 'call')) yield sign(at, `${name}(…)`);
}

const EVENT_TYPE = /Event|Envelope/;

function* eventHandling(facts: Facts): Iterable<Sign> {
  for (const item of facts.code.all('function')) {
    const event = item.parameters.find(
      ({ name, annotation }) => /^(?:event|envelope)$/.test(name) || EVENT_TYPE.test(annotation ?? ''),
    );
    if (event !== undefined && !/Bus|Publisher|Producer|Emitter|Store/.test(event.annotation ?? ''))
      yield sign(item.nameSpan, `${item.name}(${event.name})`);
  }
}

const PROJECTIONS = setOf('project projector projection materialize materialise materialized');

function* projections(facts: Facts): Iterable<Sign> {
  for (const word of PROJECTIONS) {
    for (const { at, name, role } of facts.named(word, 'class', 'function')) {
      if (
        role === 'function'
          ? /^_?(?:project|materiali[sz]e)(?:_|$)/.test(name) && !/project_(?:name|root|path|id|dir)/.test(name)
          : /^(?!Model|Enum|Protocol).*(?:Projector|Projection)/.test(name)
      )
        yield sign(at, name);
    }
  }
  for (const { at, name } of facts.named('read', 'class'))
    if (/^(?!Model|Enum).*ReadModel/.test(name)) yield sign(at, name);
}

const POSITION = ['sequence', 'position', 'offset', 'watermark'];

function* positions(facts: Facts): Iterable<Sign> {
  for (const word of POSITION) {
    for (const { at, name, item } of facts.named(word, 'member', 'keyword'))
      if (inside(item, 'function') !== undefined) yield sign(at, `${name} kept`);
  }
}

/** How state comes about and changes. */
export const STATE: readonly Detector[] = [
  {
    id: 'fsm-reducer',
    features: [
      feature(
        0.65,
        'a table of transitions: a dictionary from pairs that is looked up, or one named so',
        transitionTables,
      ),
      feature(0.45, 'functions transition, can_transition, next_state', transitionFunctions),
      feature(0.6, 'MixinFSMExecution or a state machine among the bases', (facts) =>
        inherits(facts, /FSM(?:Execution|Reducer)|StateMachine/),
      ),
      feature(0.25, 'an enumeration of states', stateEnums),
      feature(0.2, 'intents returned beside the state', intents),
    ],
  },
  {
    id: 'event-sourcing',
    features: [
      feature(0.55, 'a loop over events or a history that makes a state from itself', folds),
      feature(0.4, 'functions apply_*event, replay, rehydrate', appliers),
      feature(0.5, 'events appended to a store, stream, journal or ledger', appends),
      feature(0.35, 'an expected version, or versions compared', versions),
    ],
  },
  {
    id: 'projection',
    features: [
      feature(0.4, 'upserts, by SQL or by name', upserts),
      feature(0.25, 'a function that takes an event', eventHandling),
      feature(0.55, 'classes or functions named for a projection or read model', projections),
      feature(0.25, 'a sequence, position or offset kept beside the row', positions),
    ],
  },
];
