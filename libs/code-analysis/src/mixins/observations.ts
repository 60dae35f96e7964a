import { type Behaviour, BEHAVIOUR_KINDS, type BehaviourKind, type Observation, RECOMMENDABLE } from '#mixins';
import { detectPatterns } from '#code-patterns';
import type { NodeType } from '#contracts';
import { excerpt } from '../excerpt';
import { allReaches } from '../reaches';
import type { Reading } from '../reading';
import { callsByPath } from './calls-by-path';
import { logged } from './logged';
import { methodsNamed, methodsOf, redefined } from './methods';
import type { Sign } from './sign';

/** A pattern that one telling name shows is a word. */
const LEAST_PATTERN = 0.55;
/** A client is known by what it imports; by a name alone it may be anything. */
const LEAST_REACH = 0.9;
/** Places kept of one behaviour; evidence needs no more. */
const MAX_SIGNS = 3;

type Find = (wanted: string) => readonly Sign[];
type Finders = Readonly<Record<BehaviourKind, Find>>;

/** What the code does that mixins of the catalogue do. Comments and documentation do nothing. */
export function observationsIn(reading: Reading, nodeType: NodeType | undefined): Observation[] {
  const methods = methodsOf(reading);
  const calls = callsByPath(reading);
  const finders: Finders = {
    pattern: inPatterns(reading, nodeType),
    calls: ofAny((path) => calls.get(path) ?? []),
    defines: ofAny((name) => methodsNamed(methods, name)),
    logs: (wanted) => logged(reading, wanted.split(' ')),
    reaches: inReaches(reading),
  };
  return RECOMMENDABLE.flatMap((entry) => [
    ...(entry.does ?? []).flatMap((it) => seen(it, finders).map((sign) => ({ entry, ...sign }))),
    ...redefined(methods, entry),
  ]);
}

function seen(behaviour: Behaviour, finders: Finders): Omit<Observation, 'entry'>[] {
  const { means, strength = 0 } = behaviour;
  const signs = BEHAVIOUR_KINDS.flatMap((kind) =>
    behaviour[kind] === undefined ? [] : finders[kind](behaviour[kind]),
  );
  return signs.slice(0, MAX_SIGNS).map(({ line, seen, confidence = strength }) => ({ line, seen, means, confidence }));
}

/** The strongest features of a pattern first. */
function inPatterns({ code }: Reading, nodeType: NodeType | undefined): Find {
  const patterns = detectPatterns(code, nodeType).filter(({ confidence }) => confidence >= LEAST_PATTERN);
  return (wanted) => {
    const found = patterns.find(({ id }) => id === wanted);
    return (found?.evidence ?? []).map(({ line, detail }) => ({ line, seen: detail, confidence: found?.confidence }));
  };
}

function inReaches(reading: Reading): Find {
  const reaches = allReaches(reading).filter(({ confidence }) => confidence >= LEAST_REACH);
  return (wanted) =>
    reaches
      .filter(({ io, access }) => `${io} ${access}` === wanted)
      .map(({ line, by }) => ({ line, seen: `calls ${excerpt(by)}` }));
}

/** The signs of each word, by line. */
function ofAny(find: Find): Find {
  return (wanted) =>
    wanted
      .split(' ')
      .flatMap(find)
      .sort((one, other) => one.line - other.line);
}
