import { readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { findProgram, type JavaAndMaven } from '../../../tools/local-stack/src/kafka-artifacts';
import { artifactsFolder } from '../../../tools/local-stack/src/maven-artifacts';
import { projectRoot } from '../../../tools/local-stack/src/project';
import { NO_OP_ROUTE } from '../contestants';
import type { Stage } from '../stage';
import { replyTopic, type Guarantees, type Peer } from './peer';

const SOURCES = 'test/bench/peers/java';

const SPRING: Guarantees = {
  order: 'by partition',
  commit: 'after the replies of a batch',
  'side by side': '3 batches of up to 500',
  validation: 'Bean Validation, request',
  'what fails': 'its batch is retried 9 times, then skipped',
};

type Say = (line: string) => void;

/** None, and one sentence, where there is no compiler. */
export async function javaPeers(stage: Stage, { java, mvn }: JavaAndMaven, say: Say): Promise<readonly Peer[]> {
  const javac = findProgram('javac', [dirname(java)]);
  if (javac === undefined) {
    say('Spring Kafka and Parallel Consumer are left out, they need javac, which was not found');
    return [];
  }
  const build = async (project: string, name: string, megabytes: number): Promise<string> => {
    const pom = join(SOURCES, project, 'pom.xml');
    const goal = 'dependency:copy-dependencies';
    const libraries = await artifactsFolder({ name, megabytes, pom, goal, folder: `bench-java/${project}` }, mvn, say);
    const classes = join(stage.directory, 'classes', project);
    const jars = join(libraries, '*');
    await stage.run(javac, ['-parameters', '-d', classes, '-cp', jars, ...sourcesOf('common'), ...sourcesOf(project)]);
    return `${classes}:${jars}`;
  };
  const spring = await build('spring', 'Spring Kafka', 35);
  const parallel = await build('parallel-consumer', 'Confluent Parallel Consumer', 20);
  const peer = (
    name: string,
    topic: string,
    path: string,
    main: string,
    guarantees: Guarantees,
    more: string[] = [],
  ) => {
    const reply = replyTopic(topic);
    const args = ['-cp', path, main, stage.bootstrap, NO_OP_ROUTE.request, reply];
    return {
      name,
      guarantees,
      reply,
      command: (group: string) => ({ program: java, args: [...args, group, ...more] }),
    };
  };
  return [
    peer('Spring Kafka, batch listener', 'spring-batch', spring, 'peers.SpringPeer', SPRING, ['batch']),
    peer(
      'Spring Kafka, record listener',
      'spring-record',
      spring,
      'peers.SpringPeer',
      {
        ...SPRING,
        commit: 'of a batch, replies not awaited',
        'side by side': '3 records',
        'what fails': 'retried 9 times, then skipped',
      },
      ['record'],
    ),
    peer('Confluent Parallel Consumer', 'parallel-consumer', parallel, 'peers.ParallelPeer', {
      order: 'by key',
      commit: 'after the reply, every 5 s, gaps encoded',
      'side by side': '100 records',
      validation: 'Bean Validation, request',
      'what fails': 'retried every second, without end',
    }),
  ];
}

function sourcesOf(project: string): readonly string[] {
  const folder = join(projectRoot(), SOURCES, project);
  return readdirSync(folder)
    .filter((name) => name.endsWith('.java'))
    .map((name) => join(folder, name));
}
