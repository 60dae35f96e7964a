import { readFileSync, writeFileSync } from 'node:fs';
import { format, resolveConfig } from 'prettier';
import { RULES } from '#code-rules';
import { RULE_PAGE, rulePage } from './rule-page';

/** `npm run rules:generate`: writes the documentation of the rules, formatted as the repository is. */
async function main(): Promise<void> {
  const options = await resolveConfig(RULE_PAGE);
  const page = await format(rulePage(RULES), { ...options, parser: 'markdown' });
  const before = readFileSync(RULE_PAGE, { encoding: 'utf8', flag: 'a+' });
  if (page !== before) writeFileSync(RULE_PAGE, page);
  console.log(page === before ? 'unchanged' : `written: ${RULE_PAGE}`);
}

void main();
