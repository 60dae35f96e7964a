import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { CATALOG } from '#contracts';
import { projectRoot } from '../../../tools/local-stack/src/project';
import { eventually } from '../../support/eventually';
import { describeSystem } from '../main-job/describe-system';
import { findPython } from '../main-job/python';
import { documentedProgram } from './documented';
import { goldenReplies, readByUs } from './golden-replies';
import { PythonEnvironment } from './python-environment';

const HELLO_HASH = 'ea8f163db38682925e4491c5e58d4bb3506ef8c14eb78a86e908c5624a67200f';
const PROGRAM = join(projectRoot(), 'test/python/workers_client.py');
const MODELS = join(projectRoot(), 'test/python/workers_models.py');

const EXPECTED = [
  ['stamps', 3],
  ['validated', true, true, true],
  ['refused', 'unsupported_language', false],
  ['invalid', ['code_content', 'contnt', 'node_type']],
  ['late', 'ReplyTimeoutError', 'request_timeout'],
  ['dead', 'retries_exhausted', true, 'omninode.onex.request.workflow_trigger.v1.dlq'],
  ['closed', 'client_closed', 'client_closed'],
];

/** As the program makes it: the client's kind in hexadecimal. */
const traceOf = (kind: string): string =>
  `00-${Buffer.from(kind).toString('hex').padStart(32, '0')}-00f067aa0ba902b7-01`;

const REPLIES = join(projectRoot(), 'test/python/workers_replies.py');

const found = findPython();

if ('missing' in found) {
  const reason = `The Python client is left out: ${found.missing}`;
  console.warn(reason);
  // oxlint-disable-next-line jest/no-disabled-tests -- the run says what it left out
  it.skip(reason, () => undefined);
} else {
  const { python } = found;

  let environment: PythonEnvironment;
  beforeAll(async () => {
    environment = await PythonEnvironment.install(python);
  });
  afterAll(() => environment.remove());

  it('has models that take the samples of the catalog and refuse what it says is wrong', () => {
    const samples: Record<string, (readonly [boolean, unknown])[]> = {};
    for (const { payload, sample, invalid } of CATALOG) {
      const wrong = invalid.map((each) => [false, each.payload] as const);
      (samples[payload.name] ??= []).push([true, sample], ...wrong);
    }
    const options = { input: JSON.stringify(samples), encoding: 'utf8' } as const;
    expect(JSON.parse(execFileSync(environment.python, [MODELS], options))).toEqual([]);
  });

  it('reads every golden reply as we do, in whatever envelope', () => {
    const replies = goldenReplies();
    expect(replies.length).toBeGreaterThan(50);
    const options = { input: JSON.stringify(replies), encoding: 'utf8' } as const;
    const read: unknown = JSON.parse(execFileSync(environment.python, [REPLIES], options));
    expect(read).toEqual(replies.map(readByUs));
  });

  it('lets nothing wrong pass mypy', async () => {
    const wrong = `from omninode_workers.models import ValidateRequest\nValidateRequest(code_content=5, node_type="x")\n`;
    await expect(environment.check(wrong)).rejects.toThrow(/"code_content"[^]*"node_type"/);
  });

  describeSystem('the installed Python client', (system) => {
    it.each(['aio', 'blocking'])('%s asks as the page says', async (kind) => {
      const program = documentedProgram('python', `omninode_workers.${kind}`, system().bootstrap);
      expect(await environment.run(await environment.check(program))).toEqual([HELLO_HASH]);
    });

    it.each(['aio', 'blocking'])(
      '%s answers, refuses, times out and finds dead letters, each by name',
      async (kind) => {
        const lines = await environment.run(PROGRAM, system().bootstrap, kind);
        expect(lines.map((line): unknown => JSON.parse(line))).toEqual(EXPECTED);
        await eventually('the request is in the caller’s trace', () =>
          system()
            .tap.on('omninode.codegen.request.validate.v1')
            .some(({ headers }) => headers['traceparent'] === traceOf(kind)),
        );
      },
    );
  });
}
