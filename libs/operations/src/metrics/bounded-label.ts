/** The label value that stands for everything outside a closed set. */
export const OTHER = 'other';

/**
 * A filter for one label: values of the closed set pass, everything else becomes `other`. However many different
 * strings a sender invents, the label has at most one value more than the set.
 */
export function boundedLabel(allowed: Iterable<string>): (value: string) => string {
  const known = new Set(allowed);
  return (value) => (known.has(value) ? value : OTHER);
}
