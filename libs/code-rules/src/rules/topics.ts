import { type Code, lastName } from '#code-model';
import { type Finding, levels, type Rule, type Subject } from '../rule';
import { isOnexFile, nodesOf } from './nodes';

/** What ties messages together: their topics and their correlation. */
export const TOPICS: readonly Rule[] = [
  {
    id: 'TOP-001',
    title: 'A topic name outside the conventions',
    dimension: 'compliance',
    severity: levels('W/W'),
    hint: 'name topics onex.{cmd,evt,dlq,intent,snapshot}.<producer>.<event>.vN, in lower case with hyphens',
    source:
      'omnibase_core src/omnibase_core/validation/validator_topic_suffix.py. The spellings that running systems use (events of several words divided by dots, omninode.*.vN, omninode_*_vN, <environment>.<service>.*.vN) are accepted as well',
    check: topicNames,
  },
  {
    id: 'OBS-001',
    title: 'Work that cannot be traced',
    dimension: 'compliance',
    severity: levels('i/i'),
    hint: 'take the correlation id of the request and hand it on',
    source: 'omniintelligence (2025) node_onex_validator_compute.py',
    check: correlation,
  },
];

const WORD = '[a-z0-9]+(?:[-_][a-z0-9]+)*';
const ACCEPTED: readonly RegExp[] = [
  new RegExp(`^onex\\.(?:cmd|evt|dlq|intent|snapshot)\\.${WORD}(?:\\.${WORD}){1,6}\\.v[0-9]+(?:\\.dlq)?$`),
  new RegExp(`^omninode(?:\\.${WORD}){1,8}\\.v[0-9]+(?:\\.dlq)?$`),
  /^omninode_[a-z0-9_]+_v[0-9]+$/,
  new RegExp(`^(?:dev|staging|prod)\\.(?!onex\\.)${WORD}(?:\\.${WORD}){0,7}\\.v[0-9]+(?:\\.dlq)?$`),
];
/** Texts that can hardly be anything else than a topic. */
const TOPIC_LIKE =
  /^(?:(?:dev|staging|prod|local|test)\.)?(?:onex\.(?:cmd|evt|dlq|intent|snapshot|event|events|command|commands)\.|omninode\.(?:\w+\.)*(?:request|response|event)\b)/i;
const TOPIC_NAME = /(?:^|_)topic$|^topic_(?!.*(?:prefix|suffix|pattern|name_|type|column|col|key|field|regex))/i;
const MAX_LENGTH = 249;

function* topicNames(subject: Subject): Iterable<Finding> {
  const { code } = subject;
  const named = namedTopics(code, isOnexFile(subject));
  for (const item of code.all('string')) {
    if (item.docstring || item.text.length > MAX_LENGTH || item.text.length < 3) continue;
    const isTopic = TOPIC_LIKE.test(item.text) || (named.has(item.start) && /^[\w.{}-]+$/.test(item.text));
    if (!isTopic || !isWhole(item.text) || isAccepted(item.text)) continue;
    yield { at: item, message: `\`${item.text}\` is no topic name of ONEX` };
  }
}

/** Kafka allows 249 characters; parts that are filled in count as one word. */
function isAccepted(text: string): boolean {
  const filled = text.replace(/^\{\}\./, 'dev.').replaceAll('{}', 'x');
  const suffix = filled.replace(/^(?:dev|staging|prod)\./, '');
  return ACCEPTED.some((form) => form.test(filled) || form.test(suffix));
}

/** Not a prefix to compare with, a pattern, or something that is only put around another name. */
function isWhole(text: string): boolean {
  return !/[.*]$|^\{\}(?:$|\.[a-z]+$)|\*/.test(text);
}

/**
 * Where strings stand that are given to something called a topic, to a call only in files of ONEX. A member of an enum
 * may be called as it is.
 */
function namedTopics(code: Code, isOnex: boolean): ReadonlySet<number> {
  const starts = new Set<number>();
  for (const { targets, value } of code.all('assign')) {
    const name = lastName(targets[0] ?? '');
    const isMember = value?.text?.toLowerCase() === name.toLowerCase();
    if (value?.kind === 'string' && !isMember && TOPIC_NAME.test(name)) starts.add(value.start);
  }
  for (const { arguments: given } of isOnex ? code.all('call') : []) {
    for (const { name, value } of given) if (value.kind === 'string' && TOPIC_NAME.test(name)) starts.add(value.start);
  }
  for (const { parameters } of code.all('function')) {
    for (const { name, default: value } of parameters) {
      if (value?.kind === 'string' && TOPIC_NAME.test(name)) starts.add(value.start);
    }
  }
  return starts;
}

function* correlation(subject: Subject): Iterable<Finding> {
  const nodes = nodesOf(subject);
  if (nodes.length === 0 || /correlation/i.test(subject.code.source)) return;
  for (const { entries } of nodes) {
    for (const { name, nameSpan } of entries) {
      yield { at: nameSpan, message: `\`${name}\` does not take a correlation id` };
    }
  }
}
