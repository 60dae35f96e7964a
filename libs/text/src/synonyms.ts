import { stems } from './words';

export interface Synonyms {
  /** What a synonym counts for, where the word itself counts 1. */
  readonly weight: number;
  /** By stem: the stems that mean much the same. */
  readonly of: ReadonlyMap<string, ReadonlySet<string>>;
}

/**
 * Words the software field uses for one another, a group a line. Written by hand: a word is in a group when a reader who
 * searches for one of its words would be glad to find any of the others. A word may be in several groups; groups do not
 * chain. Single words only, in any inflection.
 */
const GROUPS: readonly string[] = [
  'retry reattempt repeat resend again redo',
  'failure error fault exception outage breakdown crash',
  'transient temporary intermittent flaky sporadic',
  'cache memoize remember store',
  'memoize lazy deferred',
  'database db postgres sql persistence storage',
  'save persist store write insert record',
  'fetch get load read retrieve download query',
  'find search lookup locate discover',
  'delete remove erase purge',
  'update modify change edit',
  'create add build make generate produce',
  'http rest api endpoint web url',
  'service server backend microservice',
  'remote external outside foreign upstream thirdparty',
  'network connection socket connectivity',
  'event message notification signal',
  'publish emit broadcast send announce dispatch',
  'subscribe listen consume receive',
  'kafka queue broker bus topic stream',
  'route dispatch forward direct',
  'handler callback processor',
  'workflow pipeline process flow saga',
  'orchestrate coordinate choreograph',
  'step stage phase task job',
  'state status condition',
  'fsm statemachine transition',
  'aggregate reduce combine accumulate merge fold sum total count',
  'transform convert map translate parse',
  'compute calculate evaluate derive',
  'calculation computation arithmetic math formula',
  'pure deterministic stateless reproducible',
  'validate verify check ensure assert',
  'schema contract model shape definition',
  'rule policy constraint',
  'format style layout',
  'serialize encode marshal dump export',
  'deserialize decode unmarshal parse import',
  'yaml json text',
  'hash digest checksum fingerprint',
  'integrity tamper corruption',
  'canonical normalized deterministic stable',
  'secret password credential token key',
  'sensitive private confidential personal pii',
  'redact mask hide sanitize censor scrub',
  'encrypt cipher',
  'login authentication authorization authenticate permission access',
  'security protection safety',
  'log logging trace record',
  'metric measurement telemetry statistic counter gauge',
  'monitor observe watch track',
  'latency duration timing response',
  'performance speed throughput fast optimize',
  'health liveness readiness alive uptime heartbeat probe',
  'start startup boot initialize launch',
  'stop shutdown terminate teardown exit',
  'cleanup dispose release',
  'lifecycle lifetime',
  'config configuration settings option parameter',
  'discover locate detect',
  'register enroll announce',
  'registry directory catalog',
  'introspect describe metadata capability',
  'debug troubleshoot diagnose',
  'approve approval confirm',
  'cli terminal console argv',
  'timeout deadline expiry',
  'expire ttl stale invalidate',
  'limit throttle quota cap',
  'parallel concurrent async asynchronous simultaneous',
  'daemon persistent longlived resident background',
  'rollback compensate undo revert',
  'transaction atomic commit',
  'batch bulk',
  'schedule cron periodic timer',
  'file filesystem directory disk',
  'dependency requirement prerequisite',
  'inject provide wire',
  'container registry injection',
  'truncate cut shorten trim',
  'size length width',
  'user customer client account',
  'predict inference ml model',
  'invoke call execute run perform',
  'tool command function operation',
  'strict fail abort halt',
  'resilient robust reliable tolerant',
  'identity id identifier uuid',
  'version release semver',
];

const WEIGHT = 0.35;

/** Symmetric; no stem is its own synonym. */
export const SYNONYMS: Synonyms = { weight: WEIGHT, of: neighbours(GROUPS.map((group) => stems(group))) };

function neighbours(groups: readonly (readonly string[])[]): ReadonlyMap<string, ReadonlySet<string>> {
  const of = new Map<string, Set<string>>();
  for (const group of groups)
    for (const stem of group) {
      const others = of.get(stem) ?? new Set<string>();
      for (const other of group) if (other !== stem) others.add(other);
      of.set(stem, others);
    }
  return of;
}
