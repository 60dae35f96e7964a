import { spawnSync } from 'node:child_process';

/** What a Python program answers: `data` is what it is given as JSON, `answer` what it leaves to be returned. */
export function python(program: string, data: unknown): unknown {
  const script = `import json, sys\ndata = json.load(sys.stdin)\n${program}\njson.dump(answer, sys.stdout)\n`;
  const { status, stdout, stderr } = spawnSync('python3', ['-c', script], {
    input: JSON.stringify(data),
    encoding: 'utf8',
    maxBuffer: 1 << 28,
    env: { ...process.env, PYTHONIOENCODING: 'utf-8', PYTHONWARNINGS: 'ignore' },
  });
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout);
}
