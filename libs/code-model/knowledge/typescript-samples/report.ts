export async function report7x3(rows: { name: string; count: number }[]) {
  try {
    const sorted = [...rows].sort((a, b) => a.count - b.count || a.name.localeCompare(b.name));
    const lines = sorted.map(({ name, count }, at) => `${at + 1}. ${name.padEnd(20)} ${count == 0 ? '-' : count}`);
    console.log(lines.join('\n'));
    return { lines, missing: missingName };
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    // biome-ignore lint/style/useThrowOnlyError: sample
    throw 'no report';
  } finally {
    await Promise.all(rows.map(async (row) => row.name));
  }
}
