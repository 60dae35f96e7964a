import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describeWith } from '../../support/describe-with';
import { CHROMIUM, TestBrowser } from '../console/test-browser';
import type { Json, ToSend } from '../main-job/tap';
import { CommandLineOperator } from './command-line-operator';
import { DLQ, FailingSystem, OPERATOR, REQUEST, type Letter } from './failing-system';
import { PageOperator } from './page-operator';

const bootstrap = process.env['OMNI_TEST_KAFKA_BOOTSTRAP'];
// The local broker has no transactions, so nothing can be sent again on it.
const onKafka = bootstrap === undefined ? describe.skip : describe;

const MOST_CLICKS = 5;
const MOST_COMMANDS = 3;

jest.setTimeout(180_000);

/** What operators of failed messages do most, each on the page from the overview on, and with `omni`. */
describeWith(CHROMIUM, 'an operator', () => {
  onKafka('on Apache Kafka', () => {
    let system: FailingSystem;
    let browser: TestBrowser;
    let operator: PageOperator;
    let shell: CommandLineOperator;
    const folder = mkdtempSync(join(tmpdir(), 'operator-'));

    beforeAll(async () => {
      [system, browser] = await Promise.all([FailingSystem.open(bootstrap ?? ''), TestBrowser.launch()]);
      operator = new PageOperator(await browser.open(system.urls.monitor, OPERATOR.token));
      shell = new CommandLineOperator(system.urls, OPERATOR.token);
    });
    afterAll(async () => {
      await Promise.all([browser.close(), system.close()]);
      rmSync(folder, { recursive: true });
    });

    const onThePage = async (steps: () => Promise<void>): Promise<void> => {
      await operator.begin();
      await steps();
      expect(operator.clicks).toBeLessThanOrEqual(MOST_CLICKS);
      expect(browser.complaints).toEqual([]);
    };
    const withOmni = async (steps: () => Promise<void>): Promise<void> => {
      shell.begin();
      await steps();
      expect(shell.commands).toBeLessThanOrEqual(MOST_COMMANDS);
    };
    /** Followed until the readers are past them: that takes a while, so it is looked at in the end. */
    const resent: Letter[] = [];
    const reason = (text: string) => operator.type(operator.dialog.getByLabel('Reason'), text);
    const confirm = (verb: string) => operator.click(operator.dialog.getByRole('button', { name: verb, exact: true }));
    const jobIsDone = () => operator.page.locator('.badge.is-done').waitFor();

    describe('sees which topics fail', () => {
      it('on the page', async () => {
        const { id } = await system.refused();
        await onThePage(async () => {
          await operator.click(operator.page.locator('.bars').getByRole('link', { name: DLQ }));
          await operator.page.locator(`[data-row="${id}"]`).waitFor();
        });
      });

      it('with omni', async () => {
        const { id } = await system.refused();
        await withOmni(async () => {
          expect(await shell.json('dlq', 'topics')).toContainEqual(
            expect.objectContaining({ dlq_topic: DLQ, newest: expect.objectContaining({ id }) as Json }),
          );
        });
      });
    });

    describe('groups failures by cause', () => {
      it('on the page', async () => {
        const [letter] = await system.givenUpOn(2, 'the clock of the page stood still');
        await onThePage(async () => {
          await operator.section('Groups');
          const row = operator.page
            .getByRole('row')
            .filter({ has: operator.page.locator(`[data-row="${letter!.group}"]`) });
          await row.getByText('2 of 2').waitFor();
          await row.getByText('retries exhausted').waitFor();
        });
      });

      it('with omni', async () => {
        const [letter] = await system.givenUpOn(2, 'the clock of the terminal stood still');
        await withOmni(async () => {
          expect(await shell.json('dlq', 'groups')).toContainEqual(
            expect.objectContaining({ id: letter!.group, open: 2, reason: 'retries_exhausted' }),
          );
        });
      });
    });

    describe('gets the bytes of one message', () => {
      it('on the page', async () => {
        const { id, sent } = await system.refused();
        await onThePage(async () => {
          await operator.section('Dead letters');
          await operator.row(id);
          const file = operator.page.waitForEvent('download');
          await operator.button(/^Save exactly/);
          expect(readFileSync(await (await file).path())).toEqual(Buffer.from(String(sent.value)));
        });
      });

      it('with omni', async () => {
        const { correlationId, sent } = await system.refused();
        await withOmni(async () => {
          const [letter] = await shell.json('dlq', 'ls', '--correlation-id', correlationId);
          expect(await shell.text('dlq', 'show', String(letter!['id']), '--bytes')).toBe(sent.value);
        });
      });
    });

    describe('learns what happened to a correlation id', () => {
      /** Asked, answered, dead-lettered. */
      const EVENTS = 3;

      it('on the page', async () => {
        const letter = await system.refused();
        await system.recorded(letter, EVENTS);
        await onThePage(async () => {
          await operator.section('Traces');
          const field = operator.page.getByLabel('Correlation id');
          await operator.click(field);
          await operator.type(field, letter.correlationId);
          await operator.press('Enter');
          await operator.page.getByRole('link', { name: DLQ }).waitFor();
          expect(await operator.page.locator('.flow-diagram .node').count()).toBe(EVENTS);
        });
      });

      it('with omni', async () => {
        const letter = await system.refused();
        await system.recorded(letter, EVENTS);
        await withOmni(async () => {
          const told = await shell.text('trace', letter.correlationId);
          for (const topic of [REQUEST, DLQ]) expect(told).toContain(topic);
        });
      });
    });

    describe('resends one', () => {
      it('on the page', async () => {
        const [letter] = await system.givenUpOn(1, 'the disk of the page was full');
        await onThePage(async () => {
          await operator.section('Dead letters');
          await operator.row(letter!.id);
          await operator.button('Redrive');
          await reason('there is room again');
          await confirm('Redrive');
          await jobIsDone();
        });
        await system.answered(letter!);
        resent.push(letter!);
      });

      it('with omni', async () => {
        const [letter] = await system.givenUpOn(1, 'the disk of the terminal was full');
        await withOmni(async () => {
          const [found] = await shell.json('dlq', 'ls', '--correlation-id', letter!.correlationId);
          await shell.text('dlq', 'retry', String(found!['id']), '--reason', 'there is room again', '--yes');
          expect(await shell.text('dlq', 'show', letter!.id, '--history')).toMatch(
            /open → redriving\s+olga\s+there is room again/,
          );
        });
        await system.answered(letter!);
        resent.push(letter!);
      });
    });

    describe('resends a group after a fix', () => {
      it('on the page', async () => {
        const letters = await system.givenUpOn(3, 'the lock of the page was held');
        await onThePage(async () => {
          await operator.section('Groups');
          await operator.row(letters[0]!.group);
          await operator.button('Redrive all');
          await operator.dialog.getByText('3 records to').waitFor();
          await reason('the lock is free');
          await confirm('Redrive');
          await jobIsDone();
        });
        for (const letter of letters) await system.answered(letter);
        resent.push(...letters);
      });

      it('with omni', async () => {
        const why = 'the lock of the terminal was held';
        const letters = await system.givenUpOn(3, why);
        await withOmni(async () => {
          const group = (await shell.json('dlq', 'groups')).find(({ message }) => message === why);
          const which = ['--group', String(group!['id'])];
          expect(await shell.json('dlq', 'retry', ...which)).toMatchObject([{ sent: 3, skipped: {} }]);
          await shell.text('dlq', 'retry', ...which, '--reason', 'the lock is free', '--yes');
        });
        for (const letter of letters) await system.answered(letter);
        resent.push(...letters);
      });
    });

    describe('edits one and resends it', () => {
      const corrected = ({ value }: ToSend): string =>
        JSON.stringify({ ...(JSON.parse(String(value)) as Json), payload: { content: 'seven' } });

      it('on the page, which shows before and behind it what is changed', async () => {
        const letter = await system.refused();
        await onThePage(async () => {
          await operator.section('Dead letters');
          await operator.row(letter.id);
          await operator.button('Edit');
          await operator.type(operator.dialog.getByLabel('Content'), corrected(letter.sent));
          await operator.dialog.locator('.diff .added').first().waitFor();
          await operator.click(operator.dialog.getByLabel('Reason'));
          await reason('a number is no text');
          await confirm('Send edited');
          await jobIsDone();
        });
        await operator.page.goto(`/records/${letter.id}`);
        await operator.page.getByText('What was changed').click();
        const changed = operator.page.locator('.sent-edit .diff');
        await changed.locator('.removed').filter({ hasText: '"content": 7' }).waitFor();
        await changed.locator('.added').filter({ hasText: '"content": "seven"' }).waitFor();
        resent.push(letter);
      });

      it('with omni, which shows before what is changed', async () => {
        const letter = await system.refused();
        const file = join(folder, 'corrected.json');
        writeFileSync(file, corrected(letter.sent));
        await withOmni(async () => {
          const [found] = await shell.json('dlq', 'ls', '--correlation-id', letter.correlationId);
          const edit = ['dlq', 'edit', String(found!['id']), '--file', file] as const;
          expect(await shell.text(...edit)).toMatch(/"content":7[^]*"content":"seven"/);
          await shell.text(...edit, '--reason', 'a number is no text', '--yes');
        });
        resent.push(letter);
      });
    });

    describe('discards one and restores it', () => {
      it('on the page', async () => {
        const { id } = await system.refused();
        await onThePage(async () => {
          await operator.section('Dead letters');
          await operator.row(id);
          await operator.button('Discard');
          await reason('test data');
          await confirm('Discard');
          await operator.page.getByText('discard: open → discarded').waitFor();
          await operator.click(operator.page.locator('.toast').getByRole('button', { name: 'Restore' }));
          await operator.page.getByText('restore: discarded → open').waitFor();
        });
      });

      it('with omni', async () => {
        const { correlationId } = await system.refused();
        await withOmni(async () => {
          const [found] = await shell.json('dlq', 'ls', '--correlation-id', correlationId);
          const id = String(found!['id']);
          expect(await shell.text('dlq', 'discard', id, '--reason', 'test data')).toBe('1 dead letter discarded\n');
          expect(await shell.text('dlq', 'restore', id, '--reason', 'it was not')).toBe('1 dead letter restored\n');
        });
      });
    });

    describe('is alerted, and told when it is over', () => {
      it('on the page', async () => {
        const why = 'the gate of the page was shut';
        const [letter] = await system.givenUpOn(1, why);
        await system.alerted(letter!, 'firing');
        await onThePage(async () => {
          await operator.section('Alerts');
          const about = operator.page.getByRole('row').filter({ hasText: why });
          await about.getByText('warning').waitFor();
          await operator.click(about.getByRole('link'));
          await operator.button('Resolve all');
          await reason('the gate is open');
          await confirm('Resolve');
          await system.alerted(letter!, 'resolved');
          await operator.section('Alerts');
          await about.getByText('recovered').waitFor();
        });
      });

      it('with omni', async () => {
        const [letter] = await system.givenUpOn(1, 'the gate of the terminal was shut');
        await system.alerted(letter!, 'firing');
        await withOmni(async () => {
          const about = async () =>
            (await shell.json('dlq', 'alerts')).find(({ group_id }) => group_id === letter!.group)!;
          const { status, began_at, group_id } = await about();
          expect(status).toBe('firing');
          await shell.text('dlq', 'resolve', '--group', String(group_id), '--reason', 'the gate is open');
          await system.alerted(letter!, 'resolved');
          expect(await about()).toMatchObject({ status: 'resolved', began_at, ended_at: expect.any(String) as string });
        });
      });
    });

    describe('sees who did what, and why', () => {
      it('on the page', async () => {
        await onThePage(async () => {
          await operator.section('Audit');
          const row = operator.page.getByRole('row').filter({ hasText: 'the gate is open' }).first();
          await row.getByText('resolve dead letters').waitFor();
          await row.getByText(OPERATOR.name).waitFor();
        });
      });

      it('with omni', async () => {
        await withOmni(async () => {
          const decided = { actor: OPERATOR.name, action: 'resolve_dead_letters', reason: 'the gate is open' };
          expect(await shell.json('audit', 'ls')).toContainEqual(expect.objectContaining(decided));
        });
      });
    });

    it('finds all that was sent again resolved', async () => {
      expect(resent).toHaveLength(10);
      await system.became('resolved', ...resent);
    });
  });
});
