import 'reflect-metadata';
import type { PayloadClass } from '../schemas';

/** `subject`: the value is the id of the person that the message is about; `personal`: it is something about a person. */
export type PersonalMark = 'subject' | 'personal';

const MARKS = new WeakMap<object, Map<string, PersonalMark>>();

/** Marks a property that says something about a person; what is kept of such a message can be erased. */
export function PersonalData({ subject = false }: { readonly subject?: boolean } = {}): PropertyDecorator {
  return (target, name) => {
    const marks = MARKS.get(target) ?? new Map<string, PersonalMark>();
    MARKS.set(target, marks.set(String(name), subject ? 'subject' : 'personal'));
  };
}

const { defaultMetadataStorage } = require('class-transformer/cjs/storage') as {
  defaultMetadataStorage: {
    readonly _typeMetadatas: ReadonlyMap<object, ReadonlyMap<string, { readonly typeFunction: () => PayloadClass }>>;
  };
};

/** The marked properties of a payload and of the objects in it, by name. */
export function personalProperties(payload: PayloadClass): ReadonlyMap<string, PersonalMark> {
  const found = new Map<string, PersonalMark>();
  const seen = new Set<object>();
  const visit = (prototype: object | null): void => {
    if (prototype === null || prototype === Object.prototype || seen.has(prototype)) return;
    seen.add(prototype);
    for (const [name, mark] of MARKS.get(prototype) ?? []) found.set(name, mark);
    for (const { typeFunction } of defaultMetadataStorage._typeMetadatas.get(prototype.constructor)?.values() ?? []) {
      visit((typeFunction() as { readonly prototype: object }).prototype);
    }
    visit(Object.getPrototypeOf(prototype) as object | null);
  };
  visit(payload.prototype as object);
  return found;
}
