import type { CatalogSearch } from './catalog-search';
import type { PageDocument, PageElement, PageEvent, PageWindow } from './dom';

/**
 * Keyboard, copying, and what happens when an entry opens. Which entry is shown is no business of a script: the style
 * sheet shows the target of the address.
 * Runs in the browser as its own source text (`script.ts`), so it uses nothing from outside but its parameters.
 */
export class CatalogPage {
  readonly #title: string;
  readonly #query: PageElement | null;

  constructor(
    private readonly page: PageDocument,
    private readonly view: PageWindow,
    private readonly search: CatalogSearch,
  ) {
    this.#title = page.title;
    this.#query = page.querySelector('#query');
  }

  start(): void {
    for (const element of this.page.querySelectorAll('form[role=search], .keys')) element.hidden = false;
    this.page.addEventListener('keydown', (event) => this.#press(event));
    this.page.addEventListener('click', ({ target }) => this.#click(target));
    this.page.addEventListener('input', () => this.search.update());
    this.page.addEventListener('submit', (event) => event.preventDefault());
    this.view.addEventListener('hashchange', () => this.#show(true));
    this.view.addEventListener('beforeprint', () => this.#unfold());
    this.search.update();
    this.#show(false);
  }

  #show(moved: boolean): void {
    const name = this.#addressed();
    const current = this.page.querySelector('[aria-current]');
    current?.removeAttribute('aria-current');
    const element = this.page.getElementById(name);
    const entry = element?.matches('article') === true ? element : null;
    this.page.title = entry === null ? this.#title : `${name} · ${this.#title}`;
    if (entry !== null) this.#open(entry, moved);
    else if (name !== '' && element === null) this.search.clear(name);
    else if (moved && name === '') current?.focus();
  }

  #open(entry: PageElement, moved: boolean): void {
    for (const link of this.page.querySelectorAll('nav li a')) {
      if (link.getAttribute('href') !== `#${this.#addressed()}`) continue;
      link.setAttribute('aria-current', 'page');
      link.scrollIntoView({ block: 'nearest' });
    }
    if (entry.querySelector('.copy') === null) {
      for (const text of entry.querySelectorAll('.topics td code, .samples pre')) text.before(this.#copyButton());
    }
    if (moved) entry.querySelector('h2')?.focus({ preventScroll: true });
  }

  #addressed(): string {
    const name = this.view.location.hash.slice(1);
    try {
      return decodeURIComponent(name);
    } catch {
      return name;
    }
  }

  #copyButton(): PageElement {
    const button = this.page.createElement('button');
    button.type = 'button';
    button.className = 'copy';
    button.textContent = 'Copy';
    return button;
  }

  #click(target: PageElement): void {
    const chip = target.closest('.chip');
    chip?.setAttribute('aria-pressed', String(chip.getAttribute('aria-pressed') !== 'true'));
    if (chip !== null) this.search.update();
    if (target.matches('.clear')) this.#clear();
    if (target.matches('.copy')) void this.#copy(target);
  }

  async #copy(button: PageElement): Promise<void> {
    const text = button.nextElementSibling;
    if (text === null) return;
    try {
      if (this.view.navigator.clipboard === undefined) throw new Error('no clipboard');
      await this.view.navigator.clipboard.writeText(text.textContent);
      button.textContent = 'Copied';
    } catch {
      this.view.getSelection()?.selectAllChildren(text);
      button.textContent = 'Selected';
    }
    const status = this.page.querySelector('#said');
    if (status !== null) status.textContent = button.textContent;
    this.view.setTimeout(() => {
      button.textContent = 'Copy';
      if (status !== null) status.textContent = '';
    }, 1500);
  }

  #press(event: PageEvent): void {
    if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    const { target } = event;
    const typing = target.matches('input, select, textarea');
    const inList = target.matches('#query, nav li a');
    if (event.key === 'Escape') this.#clear();
    else if (event.key === '/' && !typing) this.#query?.select();
    else if (event.key === 'ArrowDown' && inList) this.#move(target, 1);
    else if (event.key === 'ArrowUp' && inList) this.#move(target, -1);
    else if (event.key === 'Enter' && target === this.#query) this.#links()[0]?.click();
    else return;
    event.preventDefault();
  }

  #links(): readonly PageElement[] {
    return [...this.page.querySelectorAll('nav section:not([hidden]) li a, .results li a')];
  }

  #move(from: PageElement, step: number): void {
    const links = this.#links();
    const to = links.indexOf(from) + step;
    if (to < 0) this.#query?.focus();
    else links[to]?.focus();
  }

  #clear(): void {
    this.search.clear();
    this.#query?.focus();
  }

  #unfold(): void {
    for (const details of this.page.querySelectorAll('article:target details')) details.open = true;
  }
}
