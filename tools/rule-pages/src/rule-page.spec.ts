import { readFileSync } from 'node:fs';
import { RULES } from '#code-rules';
import { RULE_PAGE, rulePage } from './rule-page';

/** Without what the formatter may change. */
const words = (page: string) => page.replace(/[\s*_\\]+/g, ' ').trim();

describe('the page of the rules', () => {
  it('is what `npm run rules:generate` writes', () => {
    expect(words(readFileSync(RULE_PAGE, 'utf8'))).toBe(words(rulePage(RULES)));
  });

  it('has every rule once, with what to do and where it comes from', () => {
    const page = rulePage(RULES);
    for (const { id, hint, source } of RULES) {
      expect(page.split(`### ${id}:`)).toHaveLength(2);
      expect(page).toContain(hint);
      expect(page).toContain(source);
    }
    expect(new Set(RULES.map(({ id }) => id)).size).toBe(86);
  });
});
