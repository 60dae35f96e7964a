import Ajv, { type ValidateFunction } from 'ajv';
import addFormats from 'ajv-formats';
import type { OpenAPIObject } from '@nestjs/swagger';

type Method = 'get' | 'post';

const EVENTS = 'text/event-stream';

interface Content {
  readonly content?: Readonly<Record<string, { readonly schema: object }>>;
}

/** Holds real answers to what an OpenAPI document says of them, and remembers which operations were asked. */
export class DocumentedApi {
  readonly #ajv = addFormats(new Ajv({ strict: false, allErrors: true }));
  readonly #unasked: Set<string>;

  constructor(private readonly document: OpenAPIObject) {
    // What is not documented must not be answered.
    const schemas = Object.entries(document.components?.schemas ?? {}).map(([name, schema]) => [
      name,
      { ...schema, additionalProperties: false },
    ]);
    const components = { ...document.components, schemas: Object.fromEntries(schemas) as object };
    this.#ajv.addSchema({ ...document, components, $id: 'api' });
    this.#unasked = new Set(
      Object.entries(document.paths).flatMap(([path, item]) =>
        Object.keys(item).map((method) => `${method.toUpperCase()} ${path}`),
      ),
    );
  }

  /** Operations that have not answered with success yet. */
  get unasked(): readonly string[] {
    return [...this.#unasked];
  }

  /** The body, once it is as documented; of a stream, once it has ended, the last of its events. */
  async check(method: Method, path: string, response: Response): Promise<unknown> {
    const template = this.#templateOf(method, path);
    const type = response.headers.get('content-type')?.split(';')[0] ?? '';
    const bodies = type === EVENTS ? eventsOf(await response.text()) : [await response.json()];
    const conforms = this.#schemaOf(method, template, response.status, type);
    for (const body of bodies) {
      if (!conforms(body)) throw new Error(`${method} ${path}: ${this.#ajv.errorsText(conforms.errors)}`);
    }
    if (response.ok) this.#unasked.delete(`${method.toUpperCase()} ${template}`);
    return bodies.at(-1);
  }

  /** What is spelt out goes before what has parameters. */
  #templateOf(method: Method, path: string): string {
    const plain = path.split('?')[0] ?? '';
    const templates = Object.keys(this.document.paths)
      .filter((template) => this.document.paths[template]?.[method] !== undefined)
      .sort((a, b) => a.split('{').length - b.split('{').length);
    const found = templates.find((one) => new RegExp(`^${one.replace(/\{\w+\}/g, '[^/]+')}$`).test(plain));
    if (found === undefined) throw new Error(`${method} ${path} is not documented`);
    return found;
  }

  #schemaOf(method: Method, template: string, status: number, type: string): ValidateFunction {
    const responses = this.document.paths[template]?.[method]?.responses ?? {};
    const key = responses[String(status)] === undefined ? 'default' : String(status);
    if ((responses[key] as Content | undefined)?.content?.[type] === undefined) {
      throw new Error(`${method} ${template}: ${status} ${type} is not documented`);
    }
    const pointer = ['paths', template, method, 'responses', key, 'content', type, 'schema'].map((part) =>
      encodeURIComponent(part.replaceAll('~', '~0').replaceAll('/', '~1')),
    );
    return this.#ajv.compile({ $ref: `api#/${pointer.join('/')}` });
  }
}

function eventsOf(text: string): unknown[] {
  const lines = text.split('\n').filter((line) => line.startsWith('data: '));
  return lines.map((line) => JSON.parse(line.slice('data: '.length)) as unknown);
}
