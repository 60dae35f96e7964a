import { createHash } from 'node:crypto';
import { createContext, runInContext } from 'node:vm';
import { CATALOG, type CatalogEntry } from '#contracts';
import { describeCatalog } from '../catalog/describe-catalog';
import { catalogPage, CONTENT_SECURITY_POLICY } from './page';
import { SCRIPT } from './script';

const page = catalogPage(describeCatalog());

const between = (open: string, close: string): string => page.split(open)[1]?.split(close)[0] ?? '';
const hash = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

/** The entry with every text in it, at any depth, replaced by a hostile one. */
function hostile<Value>(value: Value, text: string): Value {
  if (typeof value === 'string') return text as Value;
  if (Array.isArray(value)) return value.map((item: unknown) => hostile(item, text)) as Value;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, hostile(member, text)])) as Value;
}

describe('the catalog page', () => {
  it('shows every entry, linked from the list, without any script', () => {
    for (const { name } of CATALOG) {
      expect(page).toContain(`<a href="#${name}">`);
      expect(page).toContain(`<article id="${name}"`);
    }
  });

  it('allows exactly its own script and style to run', () => {
    expect(CONTENT_SECURITY_POLICY).toContain(`script-src ${hash(between('<script>', '</script>'))};`);
    expect(CONTENT_SECURITY_POLICY).toContain(`style-src ${hash(between('<style>', '</style>'))};`);
    expect(CONTENT_SECURITY_POLICY).not.toMatch(/unsafe|\*|https?:/);
  });

  it('has no handlers, styles or addresses in its markup that the policy would have to allow', () => {
    const markup = page.replace(/<(script|style)>.*?<\/\1>/gs, '');
    const tags = [...markup.matchAll(/<[a-z][^>]*>/g)].map(([tag]) => tag);
    expect(tags.filter((tag) => /\s(on\w+|style|src|srcset|action)=/.test(tag))).toEqual([]);
    const links = tags.flatMap((tag) => [...tag.matchAll(/\shref="([^"]*)"/g)].map(([, link]) => link ?? ''));
    expect(links.filter((link) => !/^(#|catalog\.json$|data:image\/svg)/.test(link))).toEqual([]);
  });

  it.each(['<img src=x onerror=alert(1)>', '</pre></script><script>alert(1)</script>', '"><svg onload=alert(1)>'])(
    'shows %s as the text it is',
    (text) => {
      const { payload, domain, pattern, ...rest } = CATALOG.find(({ places }) => places.length > 1) as CatalogEntry;
      const entry = { ...hostile(rest, text), payload, domain, pattern };
      const definitions = {
        [payload.name]: { properties: { [text]: { description: text, enum: [text], pattern: text } } },
      };
      const shown = catalogPage(describeCatalog([entry], definitions));
      expect(shown).not.toContain(text);
      expect(shown).not.toMatch(/<img|<svg|<script>alert/);
      expect(shown.split('alert(1)').length).toBeGreaterThan(15);
    },
  );

  it('stays under 400 KB', () => {
    expect(Buffer.byteLength(page)).toBeLessThan(400_000);
  });
});

describe('the script', () => {
  const element = {
    ...searched(),
    value: '',
    closest: () => null,
    removeAttribute: () => undefined,
    replaceChildren: () => undefined,
    append: () => undefined,
  };
  function searched() {
    return { querySelector: () => element as object, querySelectorAll: () => [], addEventListener: () => undefined };
  }

  it('needs nothing but a document and a window', () => {
    const document = { ...searched(), title: 'Catalog', createElement: () => element, getElementById: () => null };
    const window = { addEventListener: () => undefined, location: { hash: '#omninode.codegen.request.validate.v1' } };
    runInContext(SCRIPT, createContext({ document, window }));
    expect(element.value).toBe('omninode.codegen.request.validate.v1');
    expect(SCRIPT).not.toMatch(/\w_1\.|exports|require|<\/script|innerHTML/);
  });
});
