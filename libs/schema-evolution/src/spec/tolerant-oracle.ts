import Ajv2020 from 'ajv/dist/2020';
import { isObject } from '#contracts';
import { declares, deref, keepsToItself, saidAbout, schemas, type Local } from './choices';
import type { Schema } from './random-schemas';

/** `undefined`: the validator failed. */
export type Validator = (value: unknown) => boolean | undefined;

/** Generated code lives for some hundred calls only: optimising it does not pay. */
const AJV = {
  strict: false,
  validateFormats: false,
  validateSchema: false,
  addUsedSchema: false,
  logger: false,
  code: { optimize: false },
} as const;

/** Ajv for one schema. In rare unions it stumbles over its own list of evaluated members; that is no judgement. */
export function validator(schema: unknown, ajv = new Ajv2020(AJV)): Validator {
  const check = ajv.compile(schema as object) as (value: unknown) => boolean;
  return (value) => {
    try {
      return check(value);
    } catch {
      return undefined;
    }
  };
}

/** A schema as a tolerant reader applies it: it ignores members it does not declare. */
export function asRead(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(asRead);
  if (!isObject(schema)) return schema;
  const kept = Object.entries(schema).filter(([name, value]) => name !== 'additionalProperties' || value !== false);
  const data = ['enum', 'const', 'required', 'type'];
  return Object.fromEntries(kept.map(([name, value]) => [name, data.includes(name) ? value : asRead(value)]));
}

/** Says, for values a schema allows, whether a writer that keeps to declared members could have written them. */
export class Writer {
  readonly #checks = new Map<Schema, Validator>();
  readonly #root: Schema;
  #ajv: Ajv2020 | undefined;

  constructor(root: Schema) {
    this.#root = root;
  }

  writes(value: unknown, said: readonly Schema[] = [this.#root]): boolean {
    const ways = said.map((schema) => this.#ways(schema, value)).reduce<Local[][]>(product, [[]]);
    return ways.some((locals) => this.#fills(value, locals, ways));
  }

  #fills(value: unknown, locals: readonly Local[], ways: readonly (readonly Local[])[]): boolean {
    if (Array.isArray(value)) {
      return value.every((item, at) =>
        this.writes(
          item,
          locals.flatMap((local) => itemAt(local, at)),
        ),
      );
    }
    if (!isObject(value)) return true;
    const others = ways.filter((way) => way !== locals && keepsToItself(way));
    return Object.entries(value).every(([name, item]) => {
      const about = (way: readonly Local[]) => way.flatMap((local) => saidAbout(local, name));
      if (!keepsToItself(locals) || locals.some((local) => declares(local, name)))
        return this.writes(item, about(locals));
      return others.some((way) => way.some((local) => declares(local, name)) && this.writes(item, about(way)));
    });
  }

  /** The ways in which a value satisfies a schema, each as the local schemas that hold. */
  #ways(schema: Schema, value: unknown): Local[][] {
    if (!this.#holds(schema, value)) return [];
    const target = deref(schema, this.#root);
    if (target !== schema) return product([[schema as Local]], this.#ways(target, value));
    if (typeof schema === 'boolean') return [[]];
    const one = (name: string) =>
      schemas(schema, name).length === 0 ? [[]] : schemas(schema, name).flatMap((part) => this.#ways(part, value));
    const all = schemas(schema, 'allOf').map((part) => this.#ways(part, value));
    return [...all, one('anyOf'), one('oneOf'), this.#conditional(schema, value)].reduce(product, [[schema]]);
  }

  #conditional(local: Local, value: unknown): Local[][] {
    if (!Object.hasOwn(local, 'if')) return [[]];
    const condition = local['if'] as Schema;
    const holds = this.#holds(condition, value);
    const part = (local[holds ? 'then' : 'else'] ?? true) as Schema;
    const ways = this.#ways(part, value);
    return holds ? product(this.#ways(condition, value), ways) : ways;
  }

  #holds(schema: Schema, value: unknown): boolean {
    const check = this.#checks.get(schema) ?? this.#checkOf(schema);
    this.#checks.set(schema, check);
    return check(value) === true;
  }

  #checkOf(schema: Schema): Validator {
    this.#ajv ??= new Ajv2020(AJV);
    return validator({ allOf: [schema], $defs: (this.#root as Local)['$defs'] }, this.#ajv);
  }
}

function product(some: Local[][], others: Local[][]): Local[][] {
  return some.flatMap((one) => others.map((other) => [...one, ...other]));
}

function itemAt(local: Local, at: number): Schema[] {
  const said = schemas(local, 'prefixItems')[at] ?? local['items'];
  return said === undefined ? [] : [said as Schema];
}
