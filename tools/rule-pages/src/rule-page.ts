import type { Level, Rule } from '#code-rules';

/** Where the page stands, from the root of the repository. */
export const RULE_PAGE = 'docs/intelligence/rules.md';

const FAMILIES: readonly (readonly [prefix: string, title: string])[] = [
  ['SYN', 'Syntax'],
  ['SEM', 'Semantics'],
  ['NAM', 'Names'],
  ['TYP', 'Node type'],
  ['BAS', 'Base classes'],
  ['CTR', 'Construction and injection'],
  ['MTH', 'Entry methods'],
  ['ERR', 'Errors'],
  ['PUR', 'Purity of compute and reducer'],
  ['EFF', 'Effects'],
  ['RED', 'Reducers'],
  ['ORC', 'Orchestrators'],
  ['PYT', 'Types'],
  ['PYD', 'Models'],
  ['STR', 'Structure'],
  ['SEC', 'Security'],
  ['OBS', 'Observability'],
  ['TOP', 'Topics'],
  ['CON', 'Contracts'],
];

/** The documentation of every rule, as markdown; the same table gives the same page. */
export function rulePage(rules: readonly Rule[]): string {
  const sections = FAMILIES.flatMap(([prefix, title]) => {
    const own = rules.filter(({ id }) => id.startsWith(`${prefix}-`)).sort((a, b) => (a.id < b.id ? -1 : 1));
    return own.length === 0 ? [] : [`## ${title}\n`, ...own.map(section)];
  });
  return [HEAD, ...sections].join('\n');
}

const HEAD = `# Rules of validation

Generated from the rule table (\`libs/code-rules/src/table.ts\`) by \`npm run rules:generate\`; a test compares.

Severity stands for the two profiles: **imperative** (nodes with methods, the default) and **declarative** (thin nodes that contracts and handlers drive; chosen by \`profile\`, or by a contract with handler routing). An error makes code invalid, a warning lowers the score of its dimension, an info does neither. How much is taken: [scores](scores.md). What is said of contracts: [contracts](contracts.md).

No comment silences a rule. Upstream's waivers (\`# error-ok:\`, \`# fallback-ok:\`, \`# stub-ok\`, \`# io-ok:\`, \`# node-purity-ok:\`, \`# ai-slop-ok\`, \`# ONEX_EXCLUDE:\`) on the line of a finding or the one above turn an error of their family into a warning that names them; syntax, semantics and security have none.

In a source without any import, a fragment whose imports stand elsewhere, an undefined PascalCase name (SEM-001) is a warning. What a source uses by its usual name without importing it (\`time\`, \`yaml\`, \`Optional\` …) is judged as if it were imported.
`;

function section({ id, title, dimension, severity, hint, source, engines = [], check }: Rule): string {
  const { imperative, declarative } = severity;
  const levels =
    imperative === declarative ? shown(imperative) : `${shown(imperative)}; declarative: ${shown(declarative)}`;
  const ways = [
    ...(check === undefined ? [] : ['own check']),
    ...(engines.length === 0 ? [] : [`ruff ${engines.filter((name) => name !== 'invalid-syntax').join(', ')}`]),
  ];
  return [
    `### ${id}: ${title}\n`,
    `- Severity: ${levels}. Dimension: ${dimension}.`,
    `- Do: ${hint}.`,
    ...(ways.length === 0 ? [] : [`- Found by: ${ways.join('; ')}.`]),
    `- Source: ${source}.`,
    '',
  ].join('\n');
}

function shown(level: Level): string {
  return level === 'off' ? 'not looked for' : level;
}
