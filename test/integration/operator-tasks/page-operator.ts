import type { Locator, Page } from 'playwright-core';
import { eventually } from '../../support/eventually';

/** Somebody at the console. Every click and every key that stands for one is counted; typing a text is not. */
export class PageOperator {
  #clicks = 0;

  constructor(readonly page: Page) {}

  get clicks(): number {
    return this.#clicks;
  }

  /** Begins anew, at the overview. */
  async begin(): Promise<void> {
    await this.page.goto('/');
    await this.page.getByRole('heading', { level: 1, name: 'Overview' }).waitFor();
    this.#clicks = 0;
  }

  async click(target: Locator): Promise<void> {
    this.#clicks += 1;
    await target.click();
  }

  button(name: string | RegExp): Promise<void> {
    return this.click(this.page.getByRole('button', { name, exact: true }).last());
  }

  section(name: string): Promise<void> {
    return this.click(this.page.getByRole('navigation').getByRole('link', { name: new RegExp(`^${name}`) }));
  }

  row(id: string): Promise<void> {
    return this.click(this.page.locator(`[data-row="${id}"]`));
  }

  async press(key: string): Promise<void> {
    this.#clicks += 1;
    await this.page.keyboard.press(key);
  }

  /** Into the field that has the keyboard already: another one would have to be clicked first. */
  async type(field: Locator, text: string): Promise<void> {
    await eventually('the field has the keyboard', () =>
      field.evaluate((element) => element === element.ownerDocument.activeElement),
    );
    await this.page.keyboard.press('ControlOrMeta+A');
    await this.page.keyboard.insertText(text);
  }

  get dialog(): Locator {
    return this.page.locator('.modal');
  }
}
