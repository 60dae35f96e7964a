import { chromium, type Browser, type Page } from 'playwright-core';

export const CHROMIUM = process.env['CHROMIUM'] ?? '/usr/bin/chromium';

type ContextOptions = NonNullable<Parameters<Browser['newContext']>[0]>;

/** Debian's Chromium, and whatever it complains about: refusals by the console's policy among it. */
export class TestBrowser {
  readonly complaints: string[] = [];

  private constructor(private readonly browser: Browser) {}

  static async launch(): Promise<TestBrowser> {
    return new TestBrowser(await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox'] }));
  }

  /** A page with cookies of its own, signed in with the token unless there is none. */
  async open(baseURL: string, token: string | null, options: ContextOptions = {}): Promise<Page> {
    const context = await this.browser.newContext({ baseURL, ...options });
    if (token !== null) await context.request.post('/api/v1/session', { data: { token } });
    const page = await context.newPage();
    page.setDefaultTimeout(20_000);
    page.on('pageerror', (error) => this.complaints.push(String(error)));
    page.on('console', (message) => {
      if (message.type() === 'error' && !/status of 40[0-9]/.test(message.text())) this.complaints.push(message.text());
    });
    return page;
  }

  close(): Promise<void> {
    return this.browser.close();
  }
}

/** As a link of the console does: nothing is loaded anew. */
export async function follow(page: Page, path: string): Promise<void> {
  const [plain = '', hash] = path.split('#');
  await page.evaluate(`history.pushState(null, '', ${JSON.stringify(plain)})`);
  if (hash !== undefined) await page.evaluate(`location.hash = ${JSON.stringify(hash)}`);
}
