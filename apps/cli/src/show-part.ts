import { isObject, type JsonObject, type ViewColumn, type ViewPart } from '#contracts';
import { columns } from './columns';
import { oneLine } from './printable';
import type { Paint } from './session';
import { showRanking } from './show-ranking';
import { filled, holds, objectsAt, shown, told, valueAt } from './view-text';

type Rows = readonly (readonly string[])[];
type Table = Extract<ViewPart, { kind: 'table' }>;

/** The lines of one block, with an empty one before them; none where there is nothing to show. */
export function showPart(part: ViewPart, payload: JsonObject, paint: Paint): readonly string[] {
  switch (part.kind) {
    case 'facts':
      return block(facts(payload, paint, new Set([...IDS, ...part.except])));
    case 'fields':
      return block(
        part.fields.flatMap(([label, template]) => {
          const text = told(template, payload);
          return text === undefined ? [] : [[paint('dim', label), text]];
        }),
      );
    case 'table':
      return [...block(tableRows(part, payload, paint)), ...omittedFrom(part, payload)];
    case 'texts':
      return textLines(valueAt(payload, part.of), paint);
    case 'ranking':
      return showRanking(
        objectsAt(payload, part.of).slice(0, part.most),
        Number(valueAt(payload, part.total) ?? 0),
        paint,
      );
  }
}

function block(rows: Rows): readonly string[] {
  return rows.length === 0 ? [] : ['', columns(rows, '  ')];
}

function tableRows({ of, good, columns: cells }: Table, payload: JsonObject, paint: Paint): Rows {
  return objectsAt(payload, of).map((row) => {
    if (good === undefined) return cells.map((cell) => shownCell(cell, row, paint));
    const well = holds(good, row);
    const mark = well ? paint('green', '✓') : paint('red', '✗');
    return [mark, ...cells.map((cell) => filled(well ? cell.text : (cell.otherwise ?? cell.text), row))];
  });
}

function shownCell({ text, paint: colours }: ViewColumn, row: JsonObject, paint: Paint): string {
  const words = filled(text, row);
  if (colours === undefined) return words;
  return paint((Object.hasOwn(colours, words) ? colours[words] : undefined) ?? 'dim', words);
}

function omittedFrom({ omitted }: Table, payload: JsonObject): readonly string[] {
  const count = omitted === undefined ? 0 : Number(valueAt(payload, omitted) ?? 0);
  return count > 0 ? [`  … and ${count} more`] : [];
}

function textLines(value: unknown, paint: Paint): readonly string[] {
  const texts = Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
  return texts.length === 0 ? [] : ['', ...texts.map((text) => `  ${paint('dim', '→')} ${oneLine(text)}`)];
}

/** Shown with every reply, or of no interest to people. */
const IDS = ['correlation_id', 'session_id'];

/** Fields under their names, those of `metadata` beside the others; of other objects with their path, of lists of
 * objects only how many there are. */
function facts(object: JsonObject, paint: Paint, except: ReadonlySet<string>, prefix = ''): Rows {
  return Object.entries(object).flatMap(([name, value]) => {
    if (value === null || (prefix === '' && except.has(name))) return [];
    const label = `${prefix}${oneLine(name.replaceAll('_', ' '))}`;
    if (Array.isArray(value) && value.some(isObject)) return [[paint('dim', label), `${value.length} (--output json)`]];
    if (!isObject(value)) return [[paint('dim', label), shown(value)]];
    return facts(value, paint, except, name === 'metadata' ? prefix : `${label} · `);
  });
}
