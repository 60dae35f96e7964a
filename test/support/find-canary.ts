import type { Database } from '#storage';

/** A text in every form that it may be kept in: as it is, in hex, and in base64 wherever in a longer text it begins. */
export function formsOf(canary: string): readonly string[] {
  const bytes = Buffer.from(canary);
  const inside = [0, 1, 2].map((shift) => {
    const base64 = Buffer.concat([Buffer.alloc(shift), bytes]).toString('base64');
    // Without the characters that hold bits of what is before and behind.
    return base64.slice(Math.ceil((shift * 8) / 6), Math.floor(((shift + bytes.length) * 8) / 6));
  });
  const hex = bytes.toString('hex');
  return [
    canary,
    hex,
    hex.toUpperCase(),
    ...inside,
    ...inside.map((text) => text.replaceAll('+', '-').replaceAll('/', '_')),
  ];
}

/** Where in a text a canary is, in any form. */
export function findInText(text: string, canaries: readonly string[]): readonly string[] {
  return canaries.flatMap((canary) =>
    formsOf(canary).filter((form) => text.toLowerCase().includes(form.toLowerCase())),
  );
}

/** Every table of the database that has one of these texts in any row, column and form. */
export async function findInDatabase({ query }: Database, canaries: readonly string[]): Promise<readonly string[]> {
  const tables = await query<{ name: string }>(
    `SELECT quote_ident(table_schema) || '.' || quote_ident(table_name) AS name FROM information_schema.tables
     WHERE table_schema NOT IN ('pg_catalog', 'information_schema') AND table_type = 'BASE TABLE'`,
  );
  const forms = canaries.flatMap(formsOf);
  const hexOfForms = forms.map((form) => Buffer.from(form).toString('hex'));
  const found: string[] = [];
  for (const { name } of tables) {
    // Bytes are written in hex, so what is text in them is found by its own hex.
    const [row] = await query<{ count: number }>(
      `SELECT count(*)::integer AS count FROM ${name} AS t, unnest($1::text[]) AS form
       WHERE position(lower(form) IN lower(t::text)) > 0`,
      [[...forms, ...hexOfForms]],
    );
    if ((row?.count ?? 0) > 0) found.push(name);
  }
  return found;
}
