import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join, parse as parsePath } from 'node:path';
import { Ajv, type ValidateFunction } from 'ajv';
import { parse } from 'yaml';

const SCHEMA = '.schema.json';

/**
 * Writes the knowledge of all libraries under `root` to `out` as JSON, which programs read in no time. Of
 * `libs/<library>/knowledge/`, each YAML file and each folder becomes one file; YAML is held to the schema beside it,
 * `<name>.schema.json`. Throws with file and place where one does not meet its schema.
 */
export function compileKnowledge(root: string, out: string): void {
  for (const library of readdirSync(join(root, 'libs'))) {
    const folder = join(root, 'libs', library, 'knowledge');
    if (existsSync(folder)) compileFolder(folder, join(out, 'libs', library, 'knowledge'));
  }
}

function compileFolder(folder: string, out: string): void {
  mkdirSync(out, { recursive: true });
  for (const entry of readdirSync(folder).filter((name) => !name.endsWith(SCHEMA))) {
    const path = join(folder, entry);
    const { name } = parsePath(entry);
    const check = checkOf(join(folder, name + SCHEMA));
    const value = statSync(path).isDirectory() ? filesOf(path, check) : valueOf(path, check);
    writeFileSync(join(out, `${name}.json`), JSON.stringify(value));
  }
}

function checkOf(schema: string): ValidateFunction | undefined {
  if (!existsSync(schema)) return undefined;
  return new Ajv({ allErrors: true, allowUnionTypes: true }).compile(
    JSON.parse(readFileSync(schema, 'utf8')) as object,
  );
}

function filesOf(folder: string, check: ValidateFunction | undefined): Readonly<Record<string, unknown>> {
  const files = readdirSync(folder)
    .sort()
    .map((file) => [parsePath(file).name, valueOf(join(folder, file), check)] as const);
  return Object.fromEntries(files);
}

/** YAML needs a schema; anything else is a text. */
function valueOf(path: string, check: ValidateFunction | undefined): unknown {
  const text = readFileSync(path, 'utf8');
  if (!path.endsWith('.yaml')) return text;
  if (check === undefined) throw new Error(`${path} has no schema beside it`);
  const value: unknown = parse(text);
  if (check(value)) return value;
  const faults = check.errors?.map(({ instancePath, message }) => `${instancePath || '/'} ${message}`) ?? [];
  throw new Error(`${path}: ${faults.join('; ')}`);
}
