/** Text as JSON over several lines; `undefined` where it is none, or was cut off. */
export function pretty(text: string): string | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? JSON.stringify(value, null, 2) : undefined;
  } catch {
    return undefined;
  }
}

/** Both in one form, so that only what was changed differs; as they are where that would hide the difference. */
export function comparable(before: string, after: string): readonly [string, string] {
  const [old, now] = [pretty(before), pretty(after)];
  return old === undefined || now === undefined || old === now ? [before, after] : [old, now];
}

/** A name that may be broken after its dots, underscores and dashes. */
export function pieces(name: string): readonly string[] {
  return name.split(/(?<=[._/-])/);
}
