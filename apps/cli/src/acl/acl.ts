import { CONSUMER_GROUPS, ENVIRONMENTS, WORKERS, type Environment, type Worker } from '#contracts';
import type { Arguments } from '../arguments';
import { EXIT, usage } from '../failure';
import type { Session } from '../session';
import { permissionsOf } from './permissions';
import { bindingsOf, kafkaAcls, rpkAcls } from './show-permissions';

const TOOLS = { 'kafka-acls': kafkaAcls, rpk: rpkAcls } as const;
const FORMATS = ['kafka-acls', 'rpk', 'json'] as const;

/** Letters, digits and what else Kafka has in names, and a `*` at the end. */
const NAME = /^[\w.-]{0,249}\*?$/;

/** `omni acl`: the permissions that one worker needs, and no others. Asks no broker. */
export async function acl(typed: Arguments, session: Session): Promise<number> {
  if (typed.standardInput(0)) throw usage('acl reads the catalog, not standard input');
  const worker = typed.choice('app', WORKERS);
  if (worker === undefined) throw usage(`say for which: --app ${WORKERS.join('|')}`);
  const principal = typed.text('principal') ?? `User:${worker}`;
  if (!/^[^:\s]+:\S/.test(principal)) throw usage('--principal must be a type and a name, as in User:bridge');
  const permissions = permissionsOf({
    worker,
    group: typed.text('group') ?? CONSUMER_GROUPS[worker],
    environments: environmentsOf(typed),
    takenIn: takenIn(typed, worker),
    ownDatabase: typed.flag('own-database'),
  });
  const format = session.json ? 'json' : typed.choice('format', FORMATS, 'kafka-acls');
  if (format === 'json') await session.print(JSON.stringify(bindingsOf(permissions, principal)));
  else for (const line of TOOLS[format](permissions, principal)) await session.print(line);
  return EXIT.ok;
}

function environmentsOf(typed: Arguments): readonly Environment[] {
  const environment = typed.choice('environment', ENVIRONMENTS);
  return environment === undefined ? ENVIRONMENTS : [environment];
}

/** The recorder takes in everything unless it is told otherwise (RECORDER_TOPICS). */
function takenIn(typed: Arguments, worker: Worker): readonly string[] {
  const topics = typed.texts('takes-in');
  if (topics.length > 0 && worker !== 'recorder' && worker !== 'dlq-monitor')
    throw usage(`--takes-in belongs to recorder and dlq-monitor; ${worker} takes in topics of the catalog only`);
  const odd = topics.find((topic) => topic === '' || !NAME.test(topic));
  if (odd !== undefined)
    throw usage(`--takes-in must be a topic, or the beginning of names and *, not ${JSON.stringify(odd)}`);
  return topics.length === 0 && worker === 'recorder' ? ['*'] : topics;
}
