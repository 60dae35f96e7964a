import { below, firstOf, isMembers, itemsOf, type Members, nameOf, own, type Placed, textOf } from './members';

const MAX_NAME_LENGTH = 200;

/**
 * Names of capabilities. With `implementable` only those that stand for a method: required, and no dotted name
 * (`session.compose` names a service of the node, not a method).
 */
export function capabilitiesOf(contract: Members, path: string, implementable: boolean): Placed<string>[] {
  return itemsOf(firstOf(contract, ['capabilities'], path)).flatMap(({ value, path: at }) => {
    const name = isMembers(value) ? textOf(value, ['name']) : nameOf(value);
    if (name === undefined) return [];
    const isOptional = !isMembers(value) || own(value, 'required') === false || name.includes('.');
    return implementable && isOptional ? [] : [{ value: name, path: at }];
  });
}

/** The mixins a contract requires, in the spelling it uses: `subcontracts`, `dependencies.required_mixins`, `mixins`. */
export function mixinsOf(contract: Members, path: string): Placed<string>[] {
  const dependencies = firstOf(contract, ['dependencies'], path);
  const required =
    dependencies !== undefined && isMembers(dependencies.value)
      ? firstOf(dependencies.value, ['required_mixins'], dependencies.path)
      : undefined;
  const sources = [firstOf(contract, ['subcontracts'], path), required, firstOf(contract, ['mixins'], path)];
  return sources.flatMap((source, index) => itemsOf(source).flatMap((item) => mixinOf(item, index > 0)));
}

/** An item of `subcontracts` names its mixin under `mixin` only; elsewhere a text or a `name` does. */
function mixinOf({ value, path }: Placed<unknown>, isMixinList: boolean): Placed<string>[] {
  if (!isMembers(value)) return isMixinList && typeof value === 'string' ? [{ value, path }] : [];
  if (own(value, 'required') === false) return [];
  const name = textOf(value, isMixinList ? ['mixin', 'name'] : ['mixin']);
  return name === undefined ? [] : [{ value: name, path: Object.hasOwn(value, 'mixin') ? below(path, 'mixin') : path }];
}

/** `MixinHealthCheck`, `HealthCheckMixin`, `mixin_health_check` and `health-check` are one mixin. */
export function mixinName(mixin: string): string {
  const name = squeezed(mixin.split('.').at(-1) ?? mixin);
  return name.replace(/^mixin/, '').replace(/mixin$/, '') || name;
}

/** A name without case and separators: `health_check`, `HealthCheck` and `health-check` are one. */
export function squeezed(name: string): string {
  return name
    .slice(0, MAX_NAME_LENGTH)
    .replace(/[-_\s]/g, '')
    .toLowerCase();
}
