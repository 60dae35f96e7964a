export interface DiffLine {
  readonly kind: 'same' | 'removed' | 'added';
  readonly text: string;
}

/** Beyond that, the whole is shown as removed and added: the table would be too large. */
const MAX_LINES = 1_000;

/** Line by line, by the longest common subsequence. */
export function diffLines(before: string, after: string): readonly DiffLine[] {
  const [old, now] = [before.split('\n'), after.split('\n')];
  if (old.length > MAX_LINES || now.length > MAX_LINES) {
    return [...old.map((text) => line('removed', text)), ...now.map((text) => line('added', text))];
  }
  const lengths = commonLengths(old, now);
  const lines: DiffLine[] = [];
  let [i, j] = [0, 0];
  while (i < old.length || j < now.length) {
    if (i < old.length && j < now.length && old[i] === now[j]) {
      lines.push(line('same', old[i]!));
      [i, j] = [i + 1, j + 1];
    } else if (j >= now.length || (i < old.length && lengths[i + 1]![j]! >= lengths[i]![j + 1]!)) {
      lines.push(line('removed', old[i]!));
      i += 1;
    } else {
      lines.push(line('added', now[j]!));
      j += 1;
    }
  }
  return lines;
}

function commonLengths(old: readonly string[], now: readonly string[]): readonly Uint16Array[] {
  const lengths = Array.from({ length: old.length + 1 }, () => new Uint16Array(now.length + 1));
  for (let i = old.length - 1; i >= 0; i -= 1) {
    for (let j = now.length - 1; j >= 0; j -= 1) {
      const longest =
        old[i] === now[j] ? lengths[i + 1]![j + 1]! + 1 : Math.max(lengths[i + 1]![j]!, lengths[i]![j + 1]!);
      lengths[i]![j] = longest;
    }
  }
  return lengths;
}

function line(kind: DiffLine['kind'], text: string): DiffLine {
  return { kind, text };
}
