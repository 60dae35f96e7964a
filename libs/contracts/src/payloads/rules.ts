import 'reflect-metadata';
import { Type } from 'class-transformer';
import { IsArray, IsInt, IsNotEmpty, IsNumber, IsObject, IsString, Max, Min, ValidateNested } from 'class-validator';

/**
 * Rules that payloads use together so often that they have one name. Applied last to first, as decorators are: `IsInt`
 * above `Min` is an integer in the schema derived from them, the other way round it is any number.
 */
function together(...rules: readonly PropertyDecorator[]): PropertyDecorator {
  return (target, name) => {
    for (const rule of rules.toReversed()) rule(target, name);
  };
}

/** A text with something in it. */
export function Text(): PropertyDecorator {
  return together(IsString(), IsNotEmpty());
}

/** A list of texts; empty texts and an empty list are allowed. */
export function Texts(): PropertyDecorator {
  return together(IsArray(), IsString({ each: true }));
}

/** An integer from 0: counts, bytes, milliseconds. */
export function Count(): PropertyDecorator {
  return together(IsInt(), Min(0));
}

/** A number from 0: measured times and rates, which may have fractions. */
export function Measure(): PropertyDecorator {
  return together(IsNumber(), Min(0));
}

/** A number from 0 to 1: scores, confidences, rates of success. */
export function Share(): PropertyDecorator {
  return together(IsNumber(), Min(0), Max(1));
}

/** An object with rules of its own. `IsObject` because `ValidateNested` alone lets null and lists pass. */
export function Nested(payload: () => new () => object): PropertyDecorator {
  return together(IsObject(), ValidateNested(), Type(payload));
}

/** A list of objects with rules of their own. */
export function NestedList(payload: () => new () => object): PropertyDecorator {
  return together(IsArray(), IsObject({ each: true }), ValidateNested({ each: true }), Type(payload));
}

/** A list of objects nobody has described further. */
export function Objects(): PropertyDecorator {
  return together(IsArray(), IsObject({ each: true }));
}
