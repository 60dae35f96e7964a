import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { follow } from './test-browser';

/** Screenshots of every page in four sizes and colours go there, for who wants to look at them. */
const PICTURES = process.env['OMNI_CONSOLE_PICTURES'];

interface Look {
  readonly viewport: { readonly width: number; readonly height: number };
  readonly colorScheme: 'light' | 'dark';
}

/** A contrast or a width that is wrong is wrong in the first two; the others are for who looks at the pictures. */
const LOOKS: Readonly<Record<string, Look>> = {
  'desktop light': { viewport: { width: 1_280, height: 900 }, colorScheme: 'light' },
  'phone dark': { viewport: { width: 390, height: 844 }, colorScheme: 'dark' },
  ...(PICTURES !== undefined && {
    'desktop dark': { viewport: { width: 1_280, height: 900 }, colorScheme: 'dark' },
    'phone light': { viewport: { width: 390, height: 844 }, colorScheme: 'light' },
  }),
};

interface Violation {
  readonly id: string;
  readonly impact: string;
  readonly nodes: readonly { readonly html: string }[];
}

const AXE = readFileSync(createRequire(__filename).resolve('axe-core/axe.min.js'), 'utf8');
const SETTLED = 'new Promise((settled) => requestAnimationFrame(() => requestAnimationFrame(settled)))';

/** Its address, and what is collapsed and has to be opened to be looked at. */
type View = readonly [path: string, ...opens: readonly string[]];

/** What is wrong with these views of the console in any look. The page is loaded once, as for who works with it. */
export async function faultsOf(page: Page, views: Readonly<Record<string, View>>): Promise<readonly string[]> {
  await page.goto('/');
  await page.evaluate(AXE);
  const faults: string[] = [];
  for (const [view, [path, ...opens]] of Object.entries(views)) {
    await visit(page, path, opens);
    for (const [look, { viewport, colorScheme }] of Object.entries(LOOKS)) {
      await page.setViewportSize(viewport);
      await page.emulateMedia({ colorScheme });
      await page.evaluate(SETTLED);
      if (PICTURES !== undefined) await picture(page, PICTURES, `${look} ${view}`);
      faults.push(...(await faultsNow(page)).map((fault) => `${view}, ${look}: ${fault}`));
    }
  }
  return faults;
}

async function visit(page: Page, path: string, opens: readonly string[]): Promise<void> {
  await follow(page, path);
  await page.locator('h1:visible, article:visible, [role=alert]:visible').first().waitFor();
  await page.locator('.loading').first().waitFor({ state: 'detached' });
  for (const summary of opens) await page.getByText(summary).click();
}

async function faultsNow(page: Page): Promise<readonly string[]> {
  const violations = await page.evaluate<readonly Violation[]>(
    `axe.run({ resultTypes: ['violations'] }).then(({ violations }) => violations)`,
  );
  const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
  const overflow = await page.evaluate<number>('document.documentElement.scrollWidth - window.innerWidth');
  return [
    ...serious.map(({ id, nodes }) => `${id}: ${nodes[0]?.html.slice(0, 200)}`),
    ...(overflow > 0 ? [`${overflow} pixels too wide`] : []),
  ];
}

async function picture(page: Page, folder: string, name: string): Promise<void> {
  mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: join(folder, `${name.replaceAll(' ', '-')}.png`), fullPage: true });
}
