import { lastName, type LoopItem, within } from '#code-model';
import type { Facts } from './facts';
import { sign, type Sign } from './feature';
import { startOf } from './common';
import { receiverOf } from './identifiers';

const PAIR_KEY = /^\{\s*\(/;
const TRANSITIONS = /transitions$/i;

export function* transitionTables(facts: Facts): Iterable<Sign> {
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

const HISTORY = /(?:^|[._])(?:events|history|journal|event_log|ledger|entries)(?:\(\))?$/i;

/** `for event in events:` with a state that is made from itself and the event. */
export function* foldedEvents(facts: Facts): Iterable<Sign> {
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

export function* comparedVersions(facts: Facts): Iterable<Sign> {
  for (const item of facts.code.all('operation')) {
    if (item.operands.includes('version') && item.operators.some((one) => one === '!=' || one === '==' || one === '+'))
      yield sign(item, facts.code.text(item));
  }
}

const EVENT_TYPE = /Event|Envelope/;

export function* eventHandling(facts: Facts): Iterable<Sign> {
  for (const item of facts.code.all('function')) {
    const event = item.parameters.find(
      ({ name, annotation }) => /^(?:event|envelope)$/.test(name) || EVENT_TYPE.test(annotation ?? ''),
    );
    if (event !== undefined && !/Bus|Publisher|Producer|Emitter|Store/.test(event.annotation ?? ''))
      yield sign(item.nameSpan, `${item.name}(${event.name})`);
  }
}
