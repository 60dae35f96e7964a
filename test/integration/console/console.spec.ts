import type { Page } from 'playwright-core';
import { onOneBroker } from '../../support/brokers';
import { describeWith } from '../../support/describe-with';
import { eventually } from '../../support/eventually';
import { ConsoleRig, FAILED_ON, TOKENS } from './console-rig';
import { faultsOf } from './looks';
import { CHROMIUM, follow } from './test-browser';

jest.setTimeout(180_000);

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
      await page.getByRole('link', { name: '270 open dead letters', exact: true }).waitFor();
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
      await page.locator('main').getByRole('button', { name: 'Reopen' }).click();
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
      await page.locator('main').getByRole('button', { name: 'Release' }).click();
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
      else await page.getByText('transactions_unsupported').waitFor();
      await follow(page, '/jobs');
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
      await follow(page, `/jobs/${id}`);
      await page.locator('.badge.is-running').waitFor();
      await eventually('it gets on', () => page.evaluate<boolean>(`document.querySelector('progress').value > 0`));
      await page.getByRole('button', { name: 'Cancel the job' }).click();
      await decide('Cancel the job', 'seen enough');
      await page.getByText('by otto: seen enough').waitFor();
      await page.locator('.badge.is-cancelled').waitFor();
    });

    it('shows what happened in a session, as facts, by topic and drawn, each event, and the trace that it is in', async () => {
      await follow(page, '/traces');
      await page.getByLabel('Session id').fill(rig.session);
      await page.getByLabel('Session id').press('Enter');
      await heading(`Session ${rig.session}`);
      await page.getByText('1 answered, 0 failed, 0 pending').waitFor();
      await page.getByText('2 events, each after the one before it with the same correlation id').waitFor();
      expect(await page.locator('.flow-diagram .node').count()).toBe(2);
      const topics = await page.locator('table.pairs tbody th').allTextContents();
      expect(topics.sort()).toEqual(['omninode.bridge.request.stamp.v1', 'omninode.bridge.response.stamp.v1']);
      await page.locator('.flow-topic').last().click();
      await heading(/^Event/);
      await page.getByText('"correlation_id"').waitFor();
      await page.getByRole('link', { name: rig.trace }).click();
      await heading(`Trace ${rig.trace}`);
      await page.locator('.flow-diagram circle.request').waitFor();
      expect(await page.locator('.flow-diagram .edge').count()).toBe(1);
    });

    it('says what it lacks without a recorder, and shows all the rest', async () => {
      const lone = await rig.open('otto', {}, rig.lone);
      await lone.goto('/records');
      await lone.getByText('Traces, events and audit are not shown').waitFor();
      const sections = await lone.getByRole('navigation').getByRole('link').allTextContents();
      expect(sections.join(' ')).toMatch(/^Overview Alerts.* Groups Dead letters.* Jobs Catalog$/);
      await lone.locator('[data-row]').first().click();
      await lone.getByRole('link', { name: 'others with it' }).waitFor();
      expect(await lone.getByRole('link', { name: 'trace' }).count()).toBe(0);
      for (const path of [`/traces/${rig.trace}`, `/sessions/${rig.session}`, '/events', '/audit']) {
        await follow(lone, path);
        await lone.getByRole('alert').getByText('recorder_not_configured').waitFor();
      }
      await lone.context().close();
    });

    it('lists events, and who decided what', async () => {
      await follow(page, `/events?correlation_id=${rig.trace}`);
      await page.locator('[data-row]').first().waitFor();
      expect(await rowCount()).toBe(2);
      await follow(page, '/audit');
      await page.getByText('both are done').first().waitFor();
      await page.getByText('otto').nth(1).waitFor();
    });

    it('shows since when what alerts, what recovered, and the group that it is about', async () => {
      await follow(page, '/alerts');
      const firing = page.getByRole('row').filter({ hasText: 'open dead letters (more than 10)' });
      await firing.getByText('critical').waitFor();
      const recovered = page.getByRole('row').filter({ hasText: 'came more than an hour ago' });
      await recovered.getByText('after 20 min').waitFor();
      await page.getByLabel('Show').selectOption('firing');
      await page.waitForURL('/alerts?status=firing');
      await recovered.waitFor({ state: 'detached' });
      await page
        .getByRole('link', { name: /a new cause of failure/ })
        .first()
        .click();
      await page.waitForURL(/\/groups\/[0-9a-f-]{36}$/);
      await page.getByRole('button', { name: 'Redrive all' }).waitFor();
      await page.goto('/');
      await page.locator('.alerts a').first().waitFor();
    });

    it('shows the stack of a failure and what an edit of it changed, without secrets', async () => {
      await follow(page, `/records/${rig.edited}`);
      await page.getByText('The whole stack, 3 lines').click();
      await page.getByText('at handle (/app/verify.js:7:3)').waitFor();
      await page.getByText('What was changed').click();
      await page.locator('.sent-edit .removed').filter({ hasText: '"content": "a290"' }).waitFor();
      await page.locator('.sent-edit .added').filter({ hasText: '"content": "corrected"' }).waitFor();
      expect(await page.content()).not.toMatch(/hunter[23]/);
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
      await page.getByText('omni publish --event codegen.request.validate').waitFor();
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

    it('is accessible, light and dark, on a desktop and on a phone', async () => {
      const first = async (path: string) => ((await rig.ask(path))['items'] as readonly { id: string }[])[0]?.id ?? '';
      const shown = await rig.open('otto');
      const faults = await faultsOf(shown, {
        overview: ['/'],
        alerts: ['/alerts'],
        groups: ['/groups'],
        group: [`/groups/${await first('/api/v1/dead-letter-groups')}`],
        records: ['/records'],
        record: [`/records/${rig.edited}`, 'The whole stack', 'What was changed'],
        jobs: ['/jobs'],
        job: [`/jobs/${await first('/api/v1/jobs')}`],
        traces: ['/traces'],
        trace: [`/traces/${rig.trace}`],
        session: [`/sessions/${rig.session}`],
        events: ['/events'],
        audit: ['/audit'],
        catalog: ['/catalog'],
        entry: ['/catalog#codegen.request.validate'],
        missing: ['/records/999999999'],
      });
      expect(faults).toEqual([]);
      await shown.context().close();
    });

    it('loads nothing from elsewhere and breaks no rule of its policy', async () => {
      const response = await page.goto('/');
      const policy = response?.headers()['content-security-policy'] ?? '';
      expect(policy).toContain("default-src 'none'");
      expect(policy).not.toMatch(/unsafe|https?:|\*/);
      expect(rig.browser.complaints).toEqual([]);
    });
  });
});
