export abstract class Shape7x3<T extends object, K extends keyof T = keyof T> {
  protected abstract readonly keys: readonly K[];
  static of = <U,>(value: U): readonly [U] => [value] as const;
  pick(value: T): Partial<Pick<T, K>> {
    const picked: Partial<T> = {};
    for (const key of this.keys) picked[key] = value[key];
    eval('picked');
    try { JSON.parse('{}'); } catch {}
    return picked as Partial<Pick<T, K>>;
  }
}
export enum Level7x3 { Low, High = 'high'.length }
