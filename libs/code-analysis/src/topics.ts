import { type Argument, type CallItem, lastName } from '#code-model';
import type { Reading } from './reading';
import type { Scope } from './survey';
import { textsOf } from './texts';

const MAX_TOPIC = 249;
const MAX_TOPICS = 20;
/** What Kafka allows in a topic's name, and places that are filled in. */
const NAME = /^(?:[\w.-]|\{\})+$/;
const KEYWORD = /^(?:topics?|topic_name|queue|queue_name|channel|subject|stream|routing_key)$/;
/** A constant that stands for a topic although its text is elsewhere; what a variable holds is not known. */
const CONSTANT = /^_{0,2}(?=[A-Z0-9_]*(?:TOPIC|QUEUE|CHANNEL|SUBJECT))[A-Z][A-Z0-9_]*$/;
const DOTTED = /^[a-z0-9_{}-]+(?:\.[a-z0-9_{}-]+){2,}$/i;

export interface Topic {
  readonly name: string;
  /** Its text is known; otherwise the name is that of the constant. */
  readonly sure: boolean;
}

/**
 * The topics a call to a queue names: by a keyword argument such as `topic`, else by the first positional argument, else
 * by any literal that is dotted as topics are. A constant that the source does not define is named by its path.
 */
export function topicsOf(reading: Reading, call: CallItem, scope: Scope): Topic[] {
  const given = call.arguments.slice(0, MAX_TOPICS);
  const named = given.filter(({ name }) => KEYWORD.test(name));
  const positional = given.filter(({ name, spread }) => name === '' && !spread);
  const consumes = call.callee.endsWith('Consumer');
  const chosen = named.length > 0 ? named : consumes ? positional : positional.slice(0, 1);
  const found = chosen.flatMap((argument) => topicsIn(reading, call, argument, scope));
  if (found.length > 0) return unique(found);
  const texts = given.flatMap((argument) => textsOf(reading, call, argument, scope));
  return unique(texts.filter((text) => isTopic(text) && DOTTED.test(text)).map((name) => ({ name, sure: true })));
}

function topicsIn(reading: Reading, call: CallItem, argument: Argument, scope: Scope): Topic[] {
  const texts = textsOf(reading, call, argument, scope).filter(isTopic);
  if (texts.length > 0) return texts.map((name) => ({ name, sure: true }));
  const { kind, path } = argument.value;
  return kind === 'name' && CONSTANT.test(lastName(path)) ? [{ name: reading.names.full(path), sure: false }] : [];
}

function isTopic(text: string): boolean {
  return text.length > 0 && text.length <= MAX_TOPIC && NAME.test(text) && /\w/.test(text);
}

function unique(topics: readonly Topic[]): Topic[] {
  return [...new Map(topics.map((topic) => [topic.name, topic])).values()];
}
