import { type Code, type FunctionItem, ownerOf, type Parameter } from '#code-model';

/** The parameters of a function that a caller gives: without the object or class that Python's methods are called on. */
export function givenParameters(item: FunctionItem, { language }: Code): readonly Parameter[] {
  return language === 'python' && ownerOf(item) !== undefined ? item.parameters.slice(1) : item.parameters;
}
