export function digest7x3(values: Iterable<Buffer>, seen = new Set<string>()): string {
  const hash = createHash('sha256');
  let unused = 0;
  outer: for (const value of values) {
    switch (value.length % 3) {
      case 0:
        continue outer;
      case 1:
        hash.update(value.subarray(1));
        break;
      default:
        hash.update(value);
    }
    seen.add(value.toString('hex'));
  }
  return hash.digest('hex').replace(/^0+/gu, '');
}
