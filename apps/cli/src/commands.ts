import { ACL } from './acl/command';
import { AUDIT } from './audit/command';
import type { Command } from './command';
import { COMPLETION } from './completion/command';
import { DLQ } from './dlq/command';
import { DOCTOR } from './doctor/command';
import { GROUPS } from './groups/command';
import { JOBS } from './jobs/command';
import { ERASE } from './erase/command';
import { PROJECTIONS } from './projections/command';
import { PUBLISH } from './publish/command';
import { QUALITY } from './quality/command';
import { REPLAY } from './replay/command';
import { REVOCATIONS } from './revocations/command';
import { EVENTS, SESSION, TRACE } from './events/command';
import { BROKERS, COMMON, PAYLOAD, STYLE, VERBOSE, WORKERS } from './options';
import { STAMP, VERIFY } from './stamp/command';
import { STAMPS } from './stamps/command';
import { TOPICS } from './topics/command';
import { VALIDATE } from './validate/command';

export const COMMANDS: readonly Command[] = [
  {
    name: 'request',
    says: 'ask a worker and show its answer',
    usage: ['omni request OPERATION (--file FILE | --json JSON | -) [options]'],
    examples: [
      'omni request stamp --json \'{"content":"hello","namespace":"a.b.c"}\'',
      'omni request validate --file request.json --style dotted --envelope flat',
      'omni request mixin --json \'{"requirements":["cache"]}\' --via http --url http://127.0.0.1:8053',
      'omni request validate --file request.json --via both',
    ],
    options: {
      ...PAYLOAD,
      ...STYLE,
      envelope: {
        type: 'string',
        value: 'FORM',
        says: "default: the style's own (underscored: onex-v1, dotted: architecture); see below",
      },
      timeout: { type: 'string', value: 'DURATION', says: 'how long to wait for the answer once asked (default 10s)' },
      session: { type: 'string', value: 'ID', says: 'session id: status events are published for it' },
      'correlation-id': { type: 'string', value: 'ID', says: 'default: a new UUID' },
      via: { type: 'string', value: 'WAY', says: 'kafka (default), http, or both: then the two answers are compared' },
      url: {
        type: 'string',
        value: 'URL',
        says: 'where the worker serves its pages (default: its port on this machine)',
      },
      token: { type: 'string', value: 'TOKEN', says: 'who asks over HTTP (better: OMNI_TOKEN)' },
      ...VERBOSE,
      ...BROKERS,
      ...COMMON,
    },
    notes: [
      'The payload is checked before anything is sent.',
      'Exit code 1 when the answer is a "no": an error reply, is_valid or valid false, a batch with failed items.',
      'With --via both also when the answers differ in more than ids and times.',
    ],
    words: async () => (await import('./vocabulary.js')).REQUEST_WORDS,
    load: async () => (await import('./request/request.js')).request,
  },
  PUBLISH,
  {
    name: 'consume',
    says: 'show the records of topics',
    usage: ['omni consume --topic TOPIC… [options]'],
    examples: [
      'omni consume --topic omninode.bridge.response.stamp.v1 --tail 10',
      "omni consume --topic omninode.bridge.response.stamp.v1 --format '%T %p@%o %k %s' --max 5",
      'omni consume --topic omninode.codegen.response.validate.v1 --filter payload.is_valid=false --from-beginning',
    ],
    options: {
      topic: { type: 'string', multiple: true, value: 'TOPIC', says: 'may be repeated' },
      partition: { type: 'string', multiple: true, value: 'N', says: 'of these partitions only' },
      'from-beginning': { type: 'boolean', says: 'also what is already there' },
      offset: {
        type: 'string',
        not: ['--tail', '--from-beginning', '--group'],
        value: 'N',
        says: 'from this offset of each partition on',
      },
      tail: {
        type: 'string',
        not: ['--from-beginning', '--group'],
        value: 'N',
        says: 'also the last N of each partition',
      },
      'correlation-id': { type: 'string', value: 'ID', says: 'what belongs to this correlation id' },
      filter: {
        type: 'string',
        multiple: true,
        value: 'PATH=VALUE',
        says: 'whose JSON has this there, as in payload.is_valid=false',
      },
      format: { type: 'string', value: 'TEMPLATE', says: "a line for each, as in '%t %p@%o %k %s'; see below" },
      max: { type: 'string', value: 'N', says: 'stop after this many records' },
      timeout: { type: 'string', value: 'DURATION', says: 'stop when nothing has come for this long (default: never)' },
      group: { type: 'string', value: 'GROUP', says: 'read on where this group stopped, and commit' },
      registry: { type: 'string', value: 'URL', says: 'shows Avro as JSON; instead of SCHEMA_REGISTRY_URL' },
      ...BROKERS,
      ...COMMON,
    },
    notes: [
      'Without --group a throw-away group is used and deleted afterwards.',
      '--format: %t topic, %p partition, %o offset, %k key, %s value, %S its bytes, %T time, %h headers, %% a %.',
      '--max and --timeout count the records that are shown. Exit code 4 when --timeout ends it before there are --max.',
      'With --output json one line for each record; "value" is the text as sent ("value_base64" where it is no UTF-8).',
    ],
    load: async () => (await import('./consume/consume.js')).consume,
  },
  TOPICS,
  GROUPS,
  ACL,
  DOCTOR,
  DLQ,
  JOBS,
  REPLAY,
  ERASE,
  AUDIT,
  TRACE,
  EVENTS,
  SESSION,
  QUALITY,
  PROJECTIONS,
  VALIDATE,
  STAMP,
  VERIFY,
  STAMPS,
  REVOCATIONS,
  {
    name: 'exec',
    says: 'answer requests in this process, without a broker',
    usage: ['omni exec OPERATION --jsonl [options]', 'omni exec OPERATION (--file FILE | --json JSON | -) [options]'],
    examples: [
      'omni exec validate --jsonl < requests.jsonl > responses.jsonl',
      'omni exec mixin --json \'{"requirements": ["retry with backoff", "cache results"]}\'',
      'echo \'{"code_content": "x = 1"}\' | omni exec analyze - --output json',
    ],
    options: {
      jsonl: {
        type: 'boolean',
        says: 'a payload for each line on standard input, a response payload for each on standard output',
      },
      ...PAYLOAD,
      style: { type: 'string', value: 'dotted|underscored', says: 'field set of the responses (default underscored)' },
      workers: WORKERS,
      ...VERBOSE,
      ...COMMON,
    },
    notes: [
      'Responses keep the order of the requests: line n answers line n, and a bad line gets an error response.',
      'Exit code 1 when at least one answer is a "no": is_valid false or an error.',
      'With --jsonl a summary goes to standard error, unless --output json.',
    ],
    words: async () => (await import('./exec.js')).EXEC_WORDS,
    load: async () => (await import('./exec.js')).exec,
  },
  {
    name: 'contracts',
    says: 'compare, check and register the schemas of messages',
    usage: [
      'omni contracts diff OLD.json NEW.json [--policy POLICY] [--mode MODE]',
      'omni contracts check [--against COMMIT] [--dir DIR]',
      'omni contracts verify [--dir DIR]',
      'omni contracts register [--registry URL] [--compatibility MODE]',
    ],
    examples: [
      'omni contracts check --against main',
      'omni contracts diff old.json new.json --mode backward',
      'omni contracts register --registry http://127.0.0.1:8081 --compatibility NONE',
    ],
    options: {
      policy: {
        type: 'string',
        value: 'strict|tolerant',
        of: ['diff'],
        says: 'whether readers tolerate unknown properties (default tolerant)',
      },
      mode: {
        type: 'string',
        value: 'backward|forward|full',
        of: ['diff'],
        says: 'who must read whom (default full)',
      },
      against: { type: 'string', value: 'COMMIT', of: ['check'], says: 'compare with this commit (default HEAD)' },
      dir: { type: 'string', value: 'DIR', of: ['check', 'verify'], says: 'the schema files (default schemas/events)' },
      registry: { type: 'string', value: 'URL', of: ['register'], says: 'instead of SCHEMA_REGISTRY_URL' },
      compatibility: { type: 'string', value: 'MODE', of: ['register'], says: 'set this on every subject, e.g. NONE' },
      ...COMMON,
    },
    notes: [
      'diff: whether data stays readable, with the place, the rule, the reason and a way out for each finding.',
      'check: a changed schema must have moved its x-version far enough, and a major change needs a file of its own.',
      'verify: the files must say what this program checks messages by.',
      'Exit code 1 when something is incompatible, a check fails, or the registry refuses a schema.',
    ],
    load: async () => (await import('./contracts.js')).contracts,
  },
  COMPLETION,
];
