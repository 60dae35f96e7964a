import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { onOneBroker } from '../../support/brokers';
import { describeWith } from '../../support/describe-with';
import { eventually } from '../../support/eventually';
import { CHROMIUM, ConsoleRig, FAILED_ON, TOKENS } from './console-rig';

jest.setTimeout(180_000);

/** Screenshots of every page in four sizes and colours go there, for who wants to look at them. */
const PICTURES = process.env['OMNI_CONSOLE_PICTURES'];

/** A contrast or a width that is wrong is wrong in these; the other two are for who looks at the pictures. */
const LOOKS: Readonly<Record<string, Look>> = {
  'desktop light': { viewport: { width: 1_280, height: 900 }, colorScheme: 'light' },
  'phone dark': { viewport: { width: 390, height: 844 }, colorScheme: 'dark' },
  ...(PICTURES !== undefined && {
    'desktop dark': { viewport: { width: 1_280, height: 900 }, colorScheme: 'dark' },
    'phone light': { viewport: { width: 390, height: 844 }, colorScheme: 'light' },
  }),
};

interface Look {
  readonly viewport: { readonly width: number; readonly height: number };
  readonly colorScheme: 'light' | 'dark';
}

interface Violation {
  readonly id: string;
  readonly impact: string;
  readonly nodes: readonly { readonly html: string }[];
}

describeWith(CHROMIUM, 'the console', () => {
  onOneBroker(({ name: broker, bootstrap }) => {
    let rig: ConsoleRig;
    let page: Page;
    beforeAll(async () => {
      rig = await ConsoleRig.start(bootstrap());
      page = await rig.open('otto');
    });
    afterAll(() => rig.stop());

    const heading = (name: string | RegExp) => page.getByRole('heading', { level: 1, name }).waitFor();
    const rowCount = async () => Number(await page.locator('table.rows').getAttribute('aria-rowcount')) - 1;
    const decide = async (verb: string, reason: string) => {
      const dialog = page.locator('.modal');
      await dialog.getByLabel('Reason').fill(reason);
      await dialog.getByRole('button', { name: verb, exact: true }).click();
      await dialog.waitFor({ state: 'detached' });
    };

    it('asks who is there, and shows nothing before', async () => {
      const stranger = await rig.open(null);
      await stranger.goto('/records');
      await stranger.getByLabel('Token').fill('nobody-gave-this-out');
      await stranger.getByRole('button', { name: 'Sign in' }).click();
      await stranger.getByRole('alert').getByText('The token is none that is taken here.').waitFor();
      await stranger.getByLabel('Token').fill(TOKENS.rita);
      await stranger.getByRole('button', { name: 'Sign in' }).click();
      await stranger.getByText('rita').waitFor();
      await stranger.locator('table.rows').waitFor();
      const [cookie] = await stranger.context().cookies();
      expect(cookie).toMatchObject({ httpOnly: true, sameSite: 'Strict' });
      expect(cookie?.value).not.toContain(TOKENS.rita);
      await stranger.getByRole('button', { name: 'Sign out' }).click();
      await stranger.getByLabel('Token').waitFor();
    });

    it('lets readers read and says what they may not do', async () => {
      const reader = await rig.open('rita');
      await reader.goto('/records?status=open');
      await reader.locator('[data-row]').first().click();
      await reader.getByRole('button', { name: 'Resolve' }).click();
      await reader.getByLabel('Reason').fill('may I?');
      await reader.locator('.modal').getByRole('button', { name: 'Resolve' }).click();
      await reader.getByText('This needs the role operator.').waitFor();
    });

    it('gives a session nothing to change without the token that only its page knows', async () => {
      const { request } = page.context();
      const refused = await request.post('/api/v1/dead-letters/1/resolve', { data: { reason: 'forged' } });
      expect([refused.status(), ((await refused.json()) as { code: string }).code]).toEqual([403, 'csrf_token_needed']);
    });

    it('begins with what is open, how old it is and how far behind the workers are', async () => {
      await page.goto('/');
      await heading('Overview');
      await page.getByText('270 open dead letters').waitFor();
      await page.getByText('3 groups of them').waitFor();
      await page
        .getByRole('heading', { name: /^console-/ })
        .first()
        .waitFor();
      await page.getByRole('button', { name: 'last hour' }).click();
      await page.waitForURL('/?span=hour');
    });

    it('shows groups by cause, filtered by the address', async () => {
      await page.goto('/groups');
      await page.locator('[data-row]').first().waitFor();
      expect(await page.locator('[data-row]').count()).toBe(3);
      await page.getByLabel('Who acts').selectOption('operator');
      await page.waitForURL('/groups?addressee=operator');
      await page.getByText('No group matches.').waitFor();
      await page.goto('/groups');
      await page.locator('[data-row]').first().click();
      await page.getByRole('button', { name: 'Redrive all' }).waitFor();
      expect(await rowCount()).toBeGreaterThan(50);
    });

    it('keeps filters in the address, loads on at the end of a list and goes through it by keys', async () => {
      await page.goto('/records');
      await page.locator('[data-row]').first().waitFor();
      await page.getByLabel('State').selectOption('open');
      await page.getByLabel('Error code').fill(`${rig.code}-1`);
      await page.keyboard.press('Enter');
      await page.waitForURL(`/records?status=open&code=${rig.code}-1`);
      await page.reload();
      expect(await page.getByLabel('Error code').inputValue()).toBe(`${rig.code}-1`);
      await page.goto('/records');
      await page.locator('[data-row]').first().waitFor();
      const before = await rowCount();
      await page.evaluate('window.scrollTo(0, document.body.scrollHeight)');
      await eventually('more rows are there', async () => (await rowCount()) > before);
      await page.evaluate('window.scrollTo(0, 0)');
      await page.locator('h1').click();
      await page.keyboard.press('j');
      await page.keyboard.press('j');
      const second = await page.evaluate<string>('document.activeElement.dataset.row');
      await page.keyboard.press('Enter');
      await page.waitForURL(`/records/${second}`);
      await page.keyboard.press('?');
      await page.getByRole('dialog', { name: 'Keyboard' }).waitFor();
      await page.keyboard.press('Escape');
      await page.locator('.modal').waitFor({ state: 'detached' });
      await page.keyboard.press('g');
      await page.keyboard.press('j');
      await page.waitForURL('/jobs');
    });

    it('shows a record without its secrets, resolves it and opens it again', async () => {
      await page.goto(`/records?status=open&code=${rig.code}-2`);
      await page.locator('[data-row]').first().click();
      await heading(/^Dead letter/);
      await page.getByText('"content": "a').waitFor();
      expect(await page.content()).not.toMatch(/hunter2|abcdef0123456789/);
      await page.getByRole('tab', { name: 'Raw' }).click();
      await page.getByText('{"content":"a').waitFor();
      await page.getByRole('button', { name: 'Resolve' }).click();
      await decide('Resolve', 'sent again by hand');
      await page.getByText('— sent again by hand').waitFor();
      await page.getByRole('button', { name: 'Reopen' }).click();
      await decide('Reopen', 'was the wrong one');
      await page.getByText('— was the wrong one').waitFor();
    });

    it('keeps a record from being sent, rehearses it, and shows what an edit changes', async () => {
      await page.goto(`/records?status=open&code=${rig.code}-2`);
      await page.locator('[data-row]').first().click();
      await heading(/^Dead letter/);
      await page.getByRole('button', { name: 'Quarantine' }).click();
      await decide('Quarantine', 'looks hostile');
      await page.getByText('quarantine: open → quarantined').waitFor();
      await page.getByRole('button', { name: 'Redrive', exact: true }).waitFor({ state: 'detached' });
      await page.getByRole('button', { name: 'Release' }).click();
      await decide('Release', 'it was not');
      await page.getByText('release: quarantined → open').waitFor();
      await page.getByRole('button', { name: 'Rehearse' }).click();
      // No other worker runs beside this monitor.
      await page.getByText('It cannot be rehearsed.').waitFor();
      await page.getByRole('button', { name: 'Close', exact: true }).last().click();
      await page.getByRole('button', { name: 'Edit' }).click();
      await page.getByRole('textbox', { name: 'Content' }).fill('{"content":"corrected"}');
      await page.locator('.diff .added').first().waitFor();
      await page.getByRole('button', { name: 'Cancel' }).click();
    });

    it('decides about those that are chosen', async () => {
      await page.goto(`/records?status=open&code=${rig.code}-2`);
      await page.locator('[data-row]').first().waitFor();
      const before = await rowCount();
      await page.locator('tbody .choose input').nth(0).check();
      await page.locator('tbody .choose input').nth(1).check();
      await page.getByText('2 dead letters chosen').waitFor();
      await page
        .getByRole('group', { name: 'What to do with the chosen' })
        .getByRole('button', { name: 'Resolve' })
        .click();
      await decide('Resolve', 'both are done');
      await page.getByText('Resolve: 2 dead letters').waitFor();
      await eventually('they are gone from the list', async () => (await rowCount()) === before - 2);
    });

    it('previews a redrive, starts it, and shows how far it is', async () => {
      await page.goto(`/records?code=${rig.code}-1`);
      await page.getByRole('button', { name: 'Redrive all that match' }).click();
      const dialog = page.locator('.modal');
      await dialog.getByText(FAILED_ON).waitFor();
      await dialog.getByLabel('Records a second at most').fill('500');
      await dialog.getByLabel('Reason').fill('client fixed');
      await dialog.getByRole('button', { name: 'Redrive', exact: true }).click();
      await page.waitForURL(/\/jobs\/[0-9a-f-]{36}$/);
      await heading('republish dead letters');
      // The local broker has no transactions, and the job says so.
      if (broker === 'kafka') await page.locator('.badge.is-done').waitFor();
      else await page.getByText('no_transactions').waitFor();
      await page.goto('/jobs');
      await page.getByText('client fixed').first().waitFor();
    });

    it('follows a job while it runs, and cancels it', async () => {
      const { csrf_token } = (await (await page.context().request.get('/api/v1/session')).json()) as {
        csrf_token: string;
      };
      const created = await page.context().request.post('/api/v1/jobs', {
        headers: { 'x-csrf-token': csrf_token },
        data: { kind: 'purge_dead_letters', reason: 'spec', rate: 1, input: { code: `${rig.code}-0` } },
      });
      const { id } = (await created.json()) as { id: string };
      await page.goto(`/jobs/${id}`);
      await page.locator('.badge.is-running').waitFor();
      await eventually('it gets on', () => page.evaluate<boolean>(`document.querySelector('progress').value > 0`));
      await page.getByRole('button', { name: 'Cancel the job' }).click();
      await decide('Cancel the job', 'seen enough');
      await page.getByText('by otto: seen enough').waitFor();
      await page.locator('.badge.is-cancelled').waitFor();
    });

    it('draws what a correlation id did, and opens each of its events', async () => {
      await page.goto('/traces');
      await page.getByLabel('Correlation id').fill(rig.trace);
      await page.getByLabel('Correlation id').press('Enter');
      await heading(`Trace ${rig.trace}`);
      await page.locator('.flow-diagram circle.request').waitFor();
      expect(await page.locator('.flow-diagram .edge').count()).toBe(1);
      await page.locator('.flow-topic').first().click();
      await heading(/^Event/);
      await page.getByText('"correlation_id"').waitFor();
    });

    it('lists events, and who decided what', async () => {
      await page.goto(`/events?correlation_id=${rig.trace}`);
      await page.locator('[data-row]').first().waitFor();
      expect(await rowCount()).toBe(2);
      await page.goto('/audit');
      await page.getByText('both are done').first().waitFor();
      await page.getByText('otto').nth(1).waitFor();
    });

    it('exports what the filters match', async () => {
      await page.goto(`/records?code=${rig.code}-2`);
      for (const [format, begin] of [
        ['CSV', 'id,status,'],
        ['JSON', '[\n'],
      ] as const) {
        const file = page.waitForEvent('download');
        await page.getByRole('button', { name: format, exact: true }).click();
        const stream = await (await file).createReadStream();
        const chunks: Buffer[] = [];
        for await (const chunk of stream) chunks.push(chunk as Buffer);
        const text = Buffer.concat(chunks).toString();
        expect(text.startsWith(begin)).toBe(true);
        expect(text.split(`${rig.code}-2`).length - 1).toBe(100);
      }
    });

    it('has the catalog: searched with a typo, by keys, by links of before', async () => {
      await page.goto('/catalog#codegen.request.validate');
      await page.getByRole('heading', { level: 2, name: 'codegen.request.validate' }).waitFor();
      await page.getByRole('link', { name: /\.v1\.json$/ }).waitFor();
      await page.goto('/catalog');
      await page.getByText(/^\d+ messages$/).waitFor();
      await page.keyboard.press('/');
      await page.keyboard.type('validaet');
      await page.getByText(/^\d+ of \d+$/).waitFor();
      await page.keyboard.press('Enter');
      await page.locator('article').waitFor();
      await page.getByText('Refused samples').waitFor();
      await page.locator('details summary').last().click();
      await page.locator('details[open] mark, details[open] pre').first().waitFor();
      await page.goto('/catalog#codegen.request.validat');
      await page.waitForURL(/\?q=codegen\.request\.validat/);
    });

    it.each(Object.entries(LOOKS))('is accessible, %s', async (look, options) => {
      const shown = await rig.open('otto', options);
      const { items } = await rig.ask('/api/v1/dead-letters');
      const groups = await rig.ask('/api/v1/dead-letter-groups');
      const jobs = await rig.ask('/api/v1/jobs');
      const first = (list: unknown) => (list as readonly { id: string }[])[0]?.id ?? '';
      const paths = {
        overview: '/',
        groups: '/groups',
        group: `/groups/${first(groups['items'])}`,
        records: '/records',
        record: `/records/${first(items)}`,
        jobs: '/jobs',
        job: `/jobs/${first(jobs['items'])}`,
        traces: '/traces',
        trace: `/traces/${rig.trace}`,
        events: '/events',
        audit: '/audit',
        catalog: '/catalog',
        entry: '/catalog#codegen.request.validate',
        missing: '/records/999999999',
      };
      const faults: string[] = [];
      for (const [name, path] of Object.entries(paths)) {
        await shown.goto('about:blank');
        await shown.goto(path);
        await shown.locator('h1:visible, article:visible, [role=alert]:visible').first().waitFor();
        await shown.locator('.loading').first().waitFor({ state: 'detached' });
        if (PICTURES !== undefined) await picture(shown, `${look} ${name}`);
        faults.push(...(await seriousFaults(shown)).map((fault) => `${name}: ${fault}`));
        const overflow = await shown.evaluate<number>('document.documentElement.scrollWidth - window.innerWidth');
        if (overflow > 0) faults.push(`${name}: ${overflow} pixels too wide`);
      }
      expect(faults).toEqual([]);
      await shown.context().close();
    });

    it('loads nothing from elsewhere and breaks no rule of its policy', async () => {
      const response = await page.goto('/');
      const policy = response?.headers()['content-security-policy'] ?? '';
      expect(policy).toContain("default-src 'none'");
      expect(policy).not.toMatch(/unsafe|https?:|\*/);
      expect(rig.complaints).toEqual([]);
    });
  });
});

async function seriousFaults(page: Page): Promise<readonly string[]> {
  const violations = await page.evaluate<readonly Violation[]>('axe.run().then(({ violations }) => violations)');
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes[0]?.html.slice(0, 200)}`);
}

async function picture(page: Page, name: string): Promise<void> {
  mkdirSync(PICTURES!, { recursive: true });
  await page.screenshot({ path: join(PICTURES!, `${name.replaceAll(' ', '-')}.png`) });
}
