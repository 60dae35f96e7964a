import type { OpenAPIObject } from '@nestjs/swagger';
import { CATALOG, isObject, type JsonObject } from '#contracts';
import { PORTS } from '../../local-stack/src/config';
import type { PublishedSchema } from './event-schema';
import { typeText } from './field-rows';
import { GENERATED } from './generated';
import { fieldTable, table } from './tables';

type Docs = ReadonlyMap<string, string>;
type Documents = ReadonlyMap<string, OpenAPIObject>;

/** As far as it is shown here. */
interface Operation {
  readonly operationId: string;
  readonly summary?: string;
  readonly 'x-role'?: string;
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: { readonly description?: string; readonly content: Content };
  readonly responses: Readonly<Record<string, { readonly description: string; readonly content?: Content }>>;
}

interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly required?: boolean;
  readonly description?: string;
  readonly schema: JsonObject;
}

type Content = Readonly<Record<string, { readonly schema: JsonObject }>>;

const INTRODUCTION = `Every page under \`/api\` of the five workers, from the OpenAPI documents that they serve at \`/openapi.json\`; [schemas/openapi](../schemas/openapi) has the same. Addresses are those of \`npm start\`. Who may ask, limits, lists, errors and examples are in [http.md](http.md): it holds for all pages. The pages of health, metrics and the console are there too.

Where a page fails, it answers \`application/problem+json\`, a [ProblemDto](#problemdto). dlq-monitor also answers the pages of the recorder about events, traces, sessions, quality and projections, where it knows a recorder.`;

/** The HTTP API for people: the pages of each worker, then the types of what they take and answer. */
export function httpApiPage(documents: Documents, docs: Docs): string {
  return [
    `<!-- ${GENERATED} -->`,
    '# HTTP API',
    INTRODUCTION,
    ...[...documents].flatMap(([worker, document]) => workerSection(worker, document, docs)),
    '## Types',
    ...typesOf(documents),
    '',
  ]
    .join('\n\n')
    .replace(/\n+$/, '\n');
}

function workerSection(worker: string, document: OpenAPIObject, docs: Docs): readonly string[] {
  const { fallback } = PORTS[worker as keyof typeof PORTS];
  const pages = Object.entries(document.paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, operation]) => page(method, path, operation as Operation, docs)),
  );
  return [`## ${worker}`, `\`http://127.0.0.1:${fallback}\``, ...pages.flat()];
}

function page(method: string, path: string, operation: Operation, docs: Docs): readonly string[] {
  const { operationId, parameters = [], 'x-role': role = method === 'get' ? 'reader' : 'operator' } = operation;
  const said = operation.summary ?? docs.get(operationId);
  if (said === undefined) throw new Error(`${operationId}: its method has no docstring that says what the page is for`);
  const needs = role === 'none' ? 'Anybody may ask.' : `Needs \`${role}\`.`;
  return [
    `### ${method.toUpperCase()} ${path}`,
    `${said} ${needs}`,
    ...(parameters.length === 0 ? [] : [parameterTable(parameters)]),
    ...(ofTheBus(operationId) ?? ofTheWorker(operation)),
  ];
}

function parameterTable(parameters: readonly Parameter[]): string {
  return table(
    ['Parameter', 'In', 'Type', 'Required', 'Description'],
    parameters.map(({ name, in: place, schema, required, description = '' }) => [
      `\`${name}\``,
      place,
      typeText(schema),
      required === true ? 'yes' : 'no',
      'default' in schema ? `${description} Default: \`${JSON.stringify(schema['default'])}\`.`.trim() : description,
    ]),
  );
}

/** An operation of the bus takes and answers the payloads that it has there. */
function ofTheBus(operation: string): readonly string[] | undefined {
  const request = CATALOG.find(({ name }) => name.endsWith(`.request.${operation}`));
  if (request?.answeredBy === undefined) return undefined;
  const [body, answer] = [request.name, request.answeredBy].map((name) => `[${name}](catalog.md#${anchor(name)})`);
  return [
    `Takes ${body}, alone or in an envelope; answers ${answer} in the same, also where it refuses (400, 413, 422).`,
  ];
}

function ofTheWorker({ requestBody, responses }: Operation): readonly string[] {
  const answers = Object.entries(responses).filter(([status]) => status !== 'default');
  return [
    ...(requestBody === undefined ? [] : body(requestBody)),
    table(
      ['Status', 'Answer', ''],
      answers.map(([status, { content = {}, description }]) => [status, contentText(content), description]),
    ),
  ];
}

function body({ content }: NonNullable<Operation['requestBody']>): readonly string[] {
  return Object.entries(content).flatMap(([type, { schema }]) => {
    const shown = type === 'application/json' ? '' : `, \`${type}\``;
    if (!isObject(schema['properties'])) return [`Takes ${typeText(schema)}${shown}.`];
    return [`Takes an object${shown}:`, fieldTable(schema as PublishedSchema)];
  });
}

function contentText(content: Content): string {
  return Object.entries(content)
    .map(([type, { schema }]) => (type === 'text/event-stream' ? `events, each ${typeText(schema)}` : typeText(schema)))
    .join(' or ');
}

/** Each once: a name means the same in every worker, so that it can be linked. */
function typesOf(documents: Documents): readonly string[] {
  const types = new Map<string, string>();
  for (const [worker, { components }] of documents) {
    for (const [name, schema] of Object.entries(components?.schemas ?? {})) {
      const shown = typeSection(schema as PublishedSchema);
      if ((types.get(name) ?? shown) !== shown) throw new Error(`${name} is another type in ${worker}: rename one`);
      types.set(name, shown);
    }
  }
  return [...types].sort(([a], [b]) => (a < b ? -1 : 1)).flatMap(([name, shown]) => [`### ${name}`, shown]);
}

function typeSection(schema: PublishedSchema): string {
  return isObject(schema.properties) ? fieldTable(schema) : typeText(schema);
}

function anchor(name: string): string {
  return name.replaceAll('.', '');
}
