import { definitionOf, routeOf, OPERATIONS, type CatalogEntry } from '#contracts';
import { GENERATED } from './generated';
import { validatorName } from './validators';

/** The topics of one operation in the style that new clients use. */
export interface Conversation {
  readonly operation: string;
  readonly request: string;
  readonly response: string;
  readonly deadLetter: string;
  readonly requestEntry: string;
  readonly responseEntry: string;
}

/** Every operation, as a new client asks for it: on the dotted topics. */
export function conversations(): readonly Conversation[] {
  return OPERATIONS.map((operation) => {
    const { request, response, deadLetter } = routeOf(operation, 'dotted');
    const { domain } = definitionOf(operation);
    const [requestEntry, responseEntry] = [`${domain}.request.${operation}`, `${domain}.response.${operation}`];
    return { operation, request, response, deadLetter, requestEntry, responseEntry };
  });
}

/** A TypeScript module with the names of all topics, and of the topics, types and checks of each operation. */
export function clientTopics(entries: readonly CatalogEntry[]): string {
  const asked = conversations();
  const checks = asked.map(({ requestEntry }) => validatorName({ name: requestEntry }));
  return [
    `// ${GENERATED}`,
    `import { ${checks.join(', ')} } from './validators.js';`,
    '',
    '/** Topic or subject by catalog entry and style; `{env}` is dev, staging or prod, the newest name comes first. */',
    'export const TOPICS = {',
    ...entries.map(({ name, places }) => `  '${name}': ${JSON.stringify(byStyle(places))},`),
    '} as const;',
    '',
    '/** Where each operation is asked, answered and refused for good, and what checks a request. */',
    'export const CONVERSATIONS = {',
    ...asked.map(
      ({ operation, request, response, deadLetter }, index) =>
        `  ${operation}: { request: '${request}', response: '${response}', deadLetter: '${deadLetter}', check: ${checks[index]} },`,
    ),
    '} as const;',
    '',
  ].join('\n');
}

export function byStyle(places: CatalogEntry['places']): Readonly<Record<string, readonly string[]>> {
  const styles: Record<string, string[]> = {};
  for (const { style, name } of places) (styles[style] ??= []).push(name);
  return styles;
}
