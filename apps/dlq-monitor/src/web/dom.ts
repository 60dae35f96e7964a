/**
 * As much of the browser as the page's script uses. The project compiles without the DOM library on purpose: everything
 * else runs on Node, where its globals would be mistakes.
 */
export interface PageEvent {
  readonly key: string;
  readonly target: PageElement;
  readonly isComposing: boolean;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  preventDefault(): void;
}

interface Listened {
  addEventListener(type: string, listener: (event: PageEvent) => void): void;
}

interface Searched {
  querySelector(selectors: string): PageElement | null;
  querySelectorAll(selectors: string): Iterable<PageElement>;
}

export interface PageElement extends Listened, Searched {
  textContent: string;
  className: string;
  hidden: boolean;
  open: boolean;
  value: string;
  type: string;
  readonly nextElementSibling: PageElement | null;
  readonly previousElementSibling: PageElement | null;
  matches(selectors: string): boolean;
  closest(selectors: string): PageElement | null;
  getAttribute(name: string): string | null;
  setAttribute(name: string, value: string): void;
  removeAttribute(name: string): void;
  append(...nodes: (PageElement | string)[]): void;
  before(...nodes: PageElement[]): void;
  replaceChildren(...nodes: (PageElement | string)[]): void;
  focus(options?: { readonly preventScroll: boolean }): void;
  select(): void;
  click(): void;
  scrollIntoView(options: { readonly block: 'nearest' }): void;
}

export interface PageDocument extends Listened, Searched {
  title: string;
  getElementById(id: string): PageElement | null;
  createElement(name: string): PageElement;
}

export interface PageWindow extends Listened {
  readonly location: { readonly hash: string };
  /** No clipboard where the page came over plain HTTP from another machine. */
  readonly navigator: { readonly clipboard?: { writeText(text: string): Promise<void> } };
  getSelection(): { selectAllChildren(element: PageElement): void } | null;
  setTimeout(action: () => void, milliseconds: number): void;
}
