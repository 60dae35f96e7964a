import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { documents, omni } from './omni';

/** Nobody listens on port 1. */
const NOBODY = '127.0.0.1:1';

describe('omni', () => {
  it('explains itself, and each command', async () => {
    const { code, stdout, stderr } = await omni(['--help']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    for (const command of ['request', 'publish', 'consume', 'topics', 'groups', 'validate', 'exec']) {
      expect(stdout).toContain(`  ${command}`);
      expect(await omni([command, '--help'])).toMatchObject({
        code: 0,
        stdout: expect.stringContaining(`omni ${command}:`),
      });
    }
  });

  it('says in the help of a command what can be asked', async () => {
    expect((await omni(['request', '--help'])).stdout).toMatch(/^Operations: [^.]*health-check\.$/m);
    expect((await omni(['exec', '--help'])).stdout).toMatch(/^Operations: .*mixin\.$/m);
  });

  it('shows the help of a command to who asks for it in either way', async () => {
    expect(await omni(['help', 'stamp'])).toEqual(await omni(['stamp', '--help']));
  });

  it('knows its version', async () => {
    const manifest = readFileSync(join(__dirname, '..', '..', '..', 'package.json'), 'utf8');
    const { version } = JSON.parse(manifest) as { version: string };
    const { code, stdout } = await omni(['--version']);
    expect(code).toBe(0);
    expect(stdout.replace(/ \([0-9a-f]{12}\)/, '')).toBe(`omni ${version}\n`);
    for (const other of ['-V', 'version']) expect(await omni([other])).toMatchObject({ code, stdout });
  });

  it.each([
    [[], 'Usage:'],
    [['fly'], 'there is no command "fly"; try "omni --help"'],
    [['stmap'], 'there is no command "stmap"; did you mean "stamp"?'],
    [['help', 'fly'], 'there is no command "fly"'],
    [['stamp', '--chekc'], 'did you mean "--check"?'],
    [
      ['request'],
      'say which: validate, analyze, pattern, mixin, stamp, batch-stamp, stamp-tree, verify, workflow-trigger, node-invoke or health-check',
    ],
    [['request', 'stamp'], 'give the payload once'],
    [['request', 'stamp', '--json', '{}', '--file', 'x'], 'give the payload once'],
    [['request', 'stamp', '--json', '{"content":'], '--json is not JSON'],
    [['request', 'stamp', '--json', '[]'], 'not an object'],
    [['request', 'stamp', '--json', '{"contnt":"x"}'], `must have required property 'content'; you wrote "contnt"`],
    [['request', 'stamp', '--file', '/no/such/file'], 'there is no such file'],
    [['request', 'stamp', '--json', '{}', '--style', 'kebab'], '--style must be dotted, underscored, omninode-bridge'],
    [['request', 'stamp', '--json', '{"content":"x"}', '--timeout', '10'], '--timeout must be a duration'],
    [['publish', '--json', '{}'], 'say where'],
    [['publish', '--topic', 't', '--json', '{}', '--header', 'x'], '--header must be NAME=VALUE'],
    [['consume'], 'say what to read'],
    [['consume', '--topic', 't', '--max', 'x'], '--max must be a whole number'],
    [['consume', '--topic', 't', '--offset', '-1'], '--offset'],
    [['consume', '--topic', 't', '--offset', '1', '--tail', '1'], '--offset is not for --tail'],
    [['consume', '--topic', 't', '--format', '%x'], '--format has "%x"'],
    [['consume', '--topic', 't', '--filter', 'x'], '--filter must be PATH=VALUE'],
    [['publish', '--event', 'codegen.request.valdate', '--json', '{}'], 'did you mean "codegen.request.validate"?'],
    [
      ['publish', '--event', 'hooks.service_lifecycle', '--json', '{}'],
      'has several events: service.lifecycle.started',
    ],
    [['publish', '--event', 'nats.event.alerts_service_down', '--json', '{}'], 'is a NATS subject'],
    [
      ['publish', '--event', 'proxy.cache.hit', '--style', 'dotted', '--json', '{}'],
      'no topic in "dotted" style, but in',
    ],
    [
      ['publish', '--event', 'proxy.cache.hit', '--json', '{}'],
      '--json: the hooks.event.proxy_cache_hit payload does not',
    ],
    [['publish', '--topic', 't', '--json', '{}', '--session', 's'], '--session is only for --event'],
    [['topics', 'drop'], '"drop" is not plan, apply, ls, describe, add-partitions or purge'],
    [['topics', 'apply', '--all', '--domain', 'hooks'], '--all has the topics of every --domain'],
    [['topics', 'add-partitions', 't'], 'say how many'],
    [['groups', 'seek', 'g'], 'say where'],
    [['topics', 'apply', '--check'], '--check is only for plan'],
    [['exec', 'stamp'], '"stamp" is not validate'],
    [['exec', 'validate'], 'give the payload once'],
    [['exec', 'mixin', '--jsonl', '--json', '{}'], '--jsonl reads standard input'],
    [['validate'], 'say what to validate'],
    [['validate', 'a.py', '--format', 'xml'], '--format must be text, json, sarif or github, not "xml"'],
    [['validate', 'a.py', '--min-score', '2'], '--min-score must be a number from 0 to 1'],
    [['validate', 'a.py', '--contract', '/no/such.yaml'], 'there is no such file'],
    [['validate', 'a.py', '--output', '/no/such/report'], 'cannot be written'],
    [['topics', 'plan', '--output', 'xml'], '--output must be human or json'],
  ])('answers %j with one sentence and exit code 2', async (argv, sentence) => {
    expect(await omni(argv)).toEqual({ code: 2, stdout: '', stderr: expect.stringContaining(sentence) });
  });

  it('refuses a payload that does not conform without needing a broker', async () => {
    const ended = await omni(['request', 'stamp', '--json', '{"content":5}', '--brokers', NOBODY]);
    expect(ended).toEqual({ code: 2, stdout: '', stderr: expect.stringContaining('/content must be string') });
  });

  it('names a bad setting and shows no secret', async () => {
    const payload = ['--json', '{"content":"x"}'];
    const env = { KAFKA_SECURITY_PROTOCOL: 'SASL_SSL', KAFKA_SASL_PASSWORD: 'hunter2', KAFKA_SASL_MECHANISM: 'MAGIC' };
    const byVariable = await omni(['request', 'stamp', ...payload], { env });
    expect(byVariable).toMatchObject({ code: 2, stderr: expect.stringContaining('KAFKA_SASL_MECHANISM') });
    const byOption = await omni(['request', 'stamp', ...payload, '--brokers', 'me:hunter2@broker:x']);
    expect(byOption).toMatchObject({ code: 2, stderr: expect.stringContaining('--brokers') });
    expect(byVariable.stderr + byOption.stderr).not.toContain('hunter2');
  });

  it('says that a broker cannot be reached, and ends with 3', async () => {
    const commands = [
      ['request', 'stamp', '--json', '{"content":"x"}'],
      ['publish', '--topic', 't', '--json', '{}'],
      ['consume', '--topic', 't'],
      ['topics', 'plan'],
    ];
    for (const ended of await Promise.all(commands.map((argv) => omni([...argv, '--brokers', NOBODY])))) {
      expect(ended).toEqual({ code: 3, stdout: '', stderr: expect.stringContaining(`ECONNREFUSED ${NOBODY}`) });
    }
  });

  it('says it to programs as JSON, by the environment as by the option', async () => {
    const env = { KAFKA_BOOTSTRAP_SERVERS: NOBODY };
    const { code, stderr } = await omni(['topics', 'plan', '--output', 'json'], { env });
    expect(code).toBe(3);
    expect(documents(stderr)).toEqual([{ error: { code: 'unreachable', message: expect.any(String) as string } }]);
  });
});
