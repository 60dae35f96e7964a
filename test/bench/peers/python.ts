import { createHash } from 'node:crypto';
import { existsSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { findProgram } from '../../../tools/local-stack/src/kafka-artifacts';
import { localPath, projectRoot } from '../../../tools/local-stack/src/project';
import { NO_OP_ROUTE } from '../contestants';
import type { Stage } from '../stage';
import { replyTopic, type Guarantees, type Peer } from './peer';

const SOURCES = join(projectRoot(), 'test/bench/peers/python');
const REQUIREMENTS = join(SOURCES, 'requirements.txt');

const BATCHES: Guarantees = {
  order: 'by partition',
  commit: 'after the replies of a batch',
  'side by side': '1 batch of 500',
  validation: 'Pydantic, request and reply',
  'what fails': 'ends the process',
};

/** None, and one sentence, where Python cannot make them. */
export async function pythonPeers(stage: Stage, say: (line: string) => void): Promise<readonly Peer[]> {
  const python = await environment(stage, say);
  if (python === undefined) return [];
  const peer = (name: string, script: string, guarantees: Guarantees): Peer => {
    const reply = replyTopic(script);
    const args = [join(SOURCES, `${script}.py`), stage.bootstrap, NO_OP_ROUTE.request, reply];
    const env = { PYTHONDONTWRITEBYTECODE: '1' };
    return { name, guarantees, reply, command: (group) => ({ program: python, args: [...args, group], env }) };
  };
  return [
    peer('aiokafka', 'aiokafka_batches', BATCHES),
    peer('confluent-kafka (Python)', 'confluent_batches', BATCHES),
    peer('FastStream, batches', 'faststream_batches', {
      ...BATCHES,
      order: 'none: a batch of replies goes to any partition',
      'what fails': 'its batch is read again, without end',
    }),
  ];
}

/** The interpreter of an environment with the packages in it, made where there is none for these versions. */
async function environment(stage: Stage, say: (line: string) => void): Promise<string | undefined> {
  const hash = createHash('sha256').update(readFileSync(REQUIREMENTS)).digest('hex').slice(0, 12);
  const folder = localPath(`bench-python-${hash}`);
  const python = join(folder, 'bin', 'python');
  if (existsSync(python)) return python;
  const system = findProgram('python3');
  if (system === undefined) return leftOut(say, 'python3 was not found');
  say('Fetching the Python peers with pip (about 60 MB, only this once) …');
  const unfinished = join(stage.directory, 'python');
  try {
    await stage.run(system, ['-m', 'venv', unfinished]);
    const pip = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check'];
    await stage.run(join(unfinished, 'bin', 'python'), [...pip, '-r', REQUIREMENTS]);
  } catch (error) {
    return leftOut(
      say,
      String(error instanceof Error ? error.message : error)
        .split('\n')
        .slice(0, 3)
        .join(' '),
    );
  }
  rmSync(folder, { recursive: true, force: true });
  renameSync(unfinished, folder);
  return python;
}

function leftOut(say: (line: string) => void, reason: string): undefined {
  say(`aiokafka, confluent-kafka and FastStream are left out, they need Python 3 with venv and pip: ${reason}`);
}
