import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { firstOf, isSet, misspeltNames, type ConfigProblem, type Environment, type Sources } from '#config';
import { brokerFault } from '#event-bus';
import { brokerSpec, databaseUrlSpec, PORTS, portsSpec, type PortName } from './config';
import { databaseFault } from './log-ins';
import { isPortFree, occupiedPortSentence } from './ports';
import { projectRoot } from './project';
import { serviceProblems } from './service-settings';

export interface Checked {
  /** One sentence each, beginning with the variable that has to change; with one of them the stack would not come up. */
  readonly faults: readonly string[];
  readonly warnings: readonly string[];
}

/** Everything that can be known before anything is started: settings, ports, whether given servers let us in. */
export async function check({ environment, dotEnv }: Sources, signal: AbortSignal): Promise<Checked> {
  const [broker, database, ports] = [brokerSpec(environment), databaseUrlSpec(environment), portsSpec(environment)];
  const { faults: misspelt, warnings } = misspeltNames({ environment, dotEnv }, settingNames());
  const problems = [
    ...[broker, database, ports].flatMap((reading) => (reading.ok ? [] : reading.problems)),
    ...serviceProblems(asTheServicesSeeIt(environment)),
  ];
  const found = await Promise.all([
    ...(ports.ok ? occupiedPorts(ports.value, environment) : []),
    broker.ok && broker.value !== undefined ? brokerFault(broker.value) : undefined,
    database.ok && database.value !== undefined ? databaseFault(database.value, signal) : undefined,
  ]);
  const faults = [
    ...misspelt,
    ...firstOfEach(problems).map((problem) => sentence(problem, dotEnv)),
    ...found.filter((fault) => fault !== undefined),
  ];
  return { faults, warnings };
}

/** The stack and several services may find fault with one variable. */
function firstOfEach(problems: readonly ConfigProblem[]): readonly ConfigProblem[] {
  const variables = problems.map(({ variable }) => variable);
  return problems.filter(({ variable }, index) => variables.indexOf(variable) === index);
}

/** With the addresses of what is started here, which are right. */
function asTheServicesSeeIt(environment: Environment): Environment {
  return { ...firstOf(environment, { DATABASE_URL: 'postgresql://127.0.0.1/omninode' }), PORT: undefined };
}

function sentence({ variable, expected, got }: ConfigProblem, dotEnv: Environment): string {
  return `${variable}: expected ${expected}, got ${got}${place(variable, dotEnv)}`;
}

function place(name: string, dotEnv: Environment): string {
  if (process.env[name] !== undefined) return ' (in the environment)';
  return dotEnv[name] === undefined ? '' : ' (in .env)';
}

/** The names that .env.example explains, and those of files that have a value. */
function settingNames(): readonly string[] {
  const text = readFileSync(join(projectRoot(), '.env.example'), 'utf8');
  const names = [...text.matchAll(/^# ([A-Z][A-Z0-9_]*)=/gm)].map(([, name = '']) => name);
  return names.flatMap((name) => [name, `${name}_FILE`]);
}

/** Of every port that something is to listen on. */
function occupiedPorts(
  ports: Readonly<Record<PortName, number>>,
  environment: Environment,
): readonly Promise<string | undefined>[] {
  const servers: Readonly<Partial<Record<PortName, readonly [variable: string, name: string]>>> = {
    kafka: ['KAFKA_BOOTSTRAP_SERVERS', 'the Kafka broker'],
    postgres: ['DATABASE_URL', 'PostgreSQL'],
  };
  return (Object.keys(PORTS) as PortName[]).map(async (name) => {
    const [given, title] = servers[name] ?? [undefined, name];
    if ((given !== undefined && isSet(environment, given)) || (await isPortFree(ports[name]))) return undefined;
    return occupiedPortSentence(ports[name], title, PORTS[name].variable);
  });
}
