/** Text as JSON over several lines; `undefined` where it is none, or was cut off. */
export function pretty(text: string): string | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? JSON.stringify(value, null, 2) : undefined;
  } catch {
    return undefined;
  }
}

/** A name that may be broken after its dots, underscores and dashes. */
export function pieces(name: string): readonly string[] {
  return name.split(/(?<=[._/-])/);
}
