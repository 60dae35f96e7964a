import { type AssignItem, type ClassItem, type Code, isNodeBase, lastName, type Span } from '#code-model';

/** A class of pydantic's, as far as one file can tell. */
export interface PydanticModel {
  readonly item: ClassItem;
  /** It inherits BaseModel itself and no other model that could bring a configuration. */
  readonly isRoot: boolean;
  readonly fields: readonly Field[];
}

export interface Field {
  readonly name: string;
  readonly annotation: string;
  readonly item: AssignItem;
}

const MODELS = new WeakMap<Code, readonly PydanticModel[]>();
const MODEL_NAME = /^Model[A-Z]/;

/** The models of a file: classes below BaseModel, below a `Model…` class, or below another model of the file. */
export function modelsOf(code: Code): readonly PydanticModel[] {
  const known = MODELS.get(code);
  if (known !== undefined) return known;
  const names = new Set<string>();
  const models: PydanticModel[] = [];
  for (const item of code.all('class')) {
    const bases = item.bases.map(lastName);
    const inherited = bases.filter((base) => names.has(base) || (MODEL_NAME.test(base) && !isNodeBase(base)));
    if (inherited.length === 0 && !bases.includes('BaseModel')) continue;
    names.add(item.name);
    models.push({ item, isRoot: inherited.length === 0, fields: fieldsOf(item) });
  }
  MODELS.set(code, models);
  return models;
}

function fieldsOf({ children }: ClassItem): Field[] {
  return children.flatMap((item) => {
    if (item.kind !== 'assign' || item.annotation === undefined) return [];
    const [name, ...others] = item.targets;
    const isField =
      name !== undefined && others.length === 0 && name !== 'model_config' && !/ClassVar\b/.test(item.annotation);
    return isField ? [{ name, annotation: item.annotation, item }] : [];
  });
}

/** Whether an annotation is a text and nothing else. */
export function isText(annotation: string): boolean {
  return /^["']?str["']?$/.test(annotation);
}

/** Whether an annotation is a text that may be missing. */
export function isOptionalText(annotation: string): boolean {
  return (
    isText(annotation) || /^["']?(?:str ?\| ?None|None ?\| ?str|(?:typing\.)?Optional\[str\])["']?$/.test(annotation)
  );
}

export function nameOf({ item, name }: Field): Span {
  return { start: item.start, end: item.start + name.length };
}
