import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isSet, kafkaSpec, optionalDatabaseSpec } from '#config';
import { catalogTopics } from '#contracts';
import type { Arguments } from '../arguments';
import { environments, localPages } from '../config';
import { EXIT, usage } from '../failure';
import { MONITOR, RECORDER, SERVING } from '../options';
import { unlessEnded, type Session } from '../session';
import { programVersion, projectFolder } from '../version';
import { examineBroker } from './examine-broker';
import { examineDatabase } from './examine-database';
import { examineMachine, machineOf } from './examine-machine';
import { examineNeighbours } from './examine-neighbours';
import { examineSettings } from './examine-settings';
import { examineWorkers, type Place } from './examine-workers';
import type { Finding } from './finding';
import { showFindings } from './show-findings';

const WORKERS = [...SERVING, MONITOR, RECORDER, { worker: 'coordinator', url: 'http://127.0.0.1:8057' }];

/** `omni doctor`: everything that can be seen to be wrong, errors first. */
export async function doctor(typed: Arguments, session: Session): Promise<number> {
  if (typed.standardInput(0)) throw usage('doctor examines what is set, not standard input');
  const findings = await unlessEnded(session.signal, examine(placesOf(typed)));
  const sorted = findings.toSorted((a, b) => a.severity.localeCompare(b.severity));
  await session.print(session.json ? JSON.stringify({ findings: sorted }) : showFindings(sorted, session.paint));
  return sorted.length === 0 ? EXIT.ok : EXIT.no;
}

/** What is said first, then where the running stack has them, then their ports on this machine. */
function placesOf(typed: Arguments): readonly Place[] {
  const said = new Map(typed.texts('worker').map(readPlace));
  return WORKERS.map(({ worker, url }) => ({ worker, url: said.get(worker) ?? localPages(worker) ?? url }));
}

function readPlace(text: string): readonly [worker: string, url: string] {
  const [, worker = '', url = ''] = /^([a-z-]+)=(https?:\/\/.+?)\/?$/.exec(text) ?? [];
  const names = WORKERS.map((known) => known.worker);
  if (names.includes(worker) && URL.canParse(url)) return [worker, url];
  throw usage(`--worker must be NAME=URL with one of ${names.join(', ')}, not ${JSON.stringify(text)}`);
}

async function examine(places: readonly Place[]): Promise<readonly Finding[]> {
  const { environment, dotEnv } = environments();
  const manifest = JSON.parse(readFileSync(join(projectFolder(), 'package.json'), 'utf8')) as {
    readonly engines: { readonly node: string };
  };
  const kafka = kafkaSpec({ topics: catalogTopics, groupId: 'omninode-cli', clientId: 'omninode-cli' })(environment);
  const database = optionalDatabaseSpec(environment);
  const seen = [
    ...examineSettings({ environment, dotEnv, known: knownNames() }),
    ...examineMachine(machineOf(projectFolder(), manifest.engines.node.replace('>=', ''))),
  ];
  const answered = await Promise.all([
    kafka.ok ? examineBroker(kafka.value) : [],
    database.ok && isSet(environment, 'DATABASE_URL') ? examineDatabase(database.value?.url() ?? '', Date.now) : [],
    examineWorkers(places, localPages('bridge') !== undefined, programVersion()),
    examineNeighbours(environment),
  ]);
  return [...seen, ...answered.flat()];
}

/** Where there is only what runs, as in an image, nothing can be said of names. */
function knownNames(): readonly string[] {
  const file = join(projectFolder(), '.env.example');
  const text = existsSync(file) ? readFileSync(file, 'utf8') : '';
  const names = [...text.matchAll(/^# ([A-Z][A-Z0-9_]*)=/gm)].map(([, name = '']) => name);
  return names.flatMap((name) => [name, `${name}_FILE`]);
}
