import { randomUUID } from 'node:crypto';
import { eventually } from '../../support/eventually';
import { ask, responseTopic, toSend } from '../main-job/requests';
import { FailingSystem, OPERATOR, REQUEST } from '../operator-tasks/failing-system';
import { commandsOf } from './documented-commands';
import { Installation } from './installation';

const bootstrap = process.env['OMNI_TEST_KAFKA_BOOTSTRAP'];
// The local broker has no transactions, so nothing can be sent again on it.
const onKafka = bootstrap === undefined ? describe.skip : describe;

/** At one a second it takes longer than any command. */
const JOB_RECORDS = 60;

type Variables = Readonly<Record<string, string>>;

/** Every command of the pages for operators that is marked as one to run (`sh`), as the page has it. */
onKafka('the commands of', () => {
  let system: FailingSystem;
  let installation: Installation;

  beforeAll(async () => {
    system = await FailingSystem.open(bootstrap ?? '');
    const { bridge, monitor, recorder } = system.urls;
    const port = (url: string) => Number(new URL(url).port);
    installation = new Installation(
      {
        bootstrap: bootstrap ?? '',
        databaseUrl: system.system.database.url,
        ports: { bridge: port(bridge), 'dlq-monitor': port(monitor), recorder: port(recorder) },
      },
      { OMNI_TOKEN: OPERATOR.token },
    );
  });
  afterAll(async () => {
    installation.remove();
    await system.close();
  });

  const done = async (line: string, variables: Variables): Promise<string> => {
    const { code, stdout, stderr } = await installation.run(line, variables);
    if (code !== 0) throw new Error(`it ended with ${code}: ${stdout}${stderr}`);
    return stdout;
  };

  /** A job that takes long enough to be looked at; for what is resumed, one that was cancelled. */
  const jobFor = async (line: string, worker: 'monitor' | 'recorder', path: string, body: object): Promise<string> => {
    const reason = 'in small pieces';
    const { id } = await system.ask(worker, path, { ...body, reason, rate: line.includes('watch') ? 100 : 1 });
    if (line.includes('resume')) await system.ask(worker, `jobs/${String(id)}/cancel`, { reason });
    return String(id);
  };

  /** Two dead letters for each line, because some lines decide about them. */
  describe('docs/runbooks/dead-letters.md', () => {
    it.each(commandsOf('docs/runbooks/dead-letters.md').map((line, index) => [line, 'again '.repeat(index + 1)]))(
      '%s',
      async (line, why) => {
        const [letter] = await system.givenUpOn(2, `the disk was full ${why}`);
        await system.recorded(letter!, 1);
        const { group: GROUP, id: ID, correlationId: CORRELATION_ID } = letter!;
        const output = await done(line, { GROUP, ID, CORRELATION_ID });
        if (line.includes('--yes')) await system.answered(letter!);
        if (line.includes('resolve')) await system.became('resolved', letter!);
        if (line.includes('discard')) await system.became('discarded', letter!);
        if (!line.includes('>')) expect(output).toMatch(/\S/);
      },
    );
  });

  describe('docs/runbooks/lag.md', () => {
    it.each(commandsOf('docs/runbooks/lag.md'))('%s', async (line) => {
      const variables: Record<string, string> = {};
      if (line.includes('$JOB')) {
        const group = await system.groupGivenUpOn(JOB_RECORDS, `the lock was held ${line.replaceAll(/[^a-z]+/g, ' ')}`);
        const body = { kind: 'republish_dead_letters', input: { filter: { group } } };
        variables['JOB'] = await jobFor(line, 'monitor', 'jobs', body);
      }
      // Lag is measured by a timer.
      const output = line.startsWith('curl')
        ? await eventually('it is done', () => done(line, variables))
        : await done(line, variables);
      expect(output).toMatch(/\S/);
      expect(output).not.toContain('"status":4');
    });
  });

  describe('the pages about what is recorded,', () => {
    let variables: Variables;

    /** Requests of one session that were answered and recorded. */
    beforeAll(async () => {
      const sessionId = randomUUID();
      const asked = Array.from({ length: JOB_RECORDS }, (_, n) =>
        ask('stamp', { content: `${sessionId} ${n}` }, { sessionId }),
      );
      const from = new Date().toISOString();
      await system.system.tap.send(...asked.map(toSend));
      const { correlationId } = asked[0]!;
      await system.system.tap.first(responseTopic('stamp', 'dotted'), correlationId);
      await system.recorded({ id: '', group: '', correlationId }, 2);
      const all = { session_id: sessionId, topic: REQUEST, dry_run: true };
      await eventually(
        'all are recorded',
        async () => (await system.ask('recorder', 'replays', all))['events'] === JOB_RECORDS,
      );
      const to = new Date(Date.now() + 1000).toISOString();
      variables = { CORRELATION_ID: correlationId, SESSION_ID: sessionId, FROM: from, TO: to };
    });

    const lines = ['docs/runbooks/replay.md', 'docs/operations.md', 'docs/upgrading.md'].flatMap((page) =>
      commandsOf(page).map((line) => [page, line] as const),
    );
    it.each(lines)('%s: %s', async (_, line) => {
      const body = { session_id: variables['SESSION_ID'], topic: REQUEST };
      const job = line.includes('$JOB') ? await jobFor(line, 'recorder', 'replays', body) : '';
      expect(await done(line, { ...variables, JOB: job })).toMatch(/\S/);
    });
  });
});
