import { isObject, type JsonObject } from '../../json';
import { literalOf, literalsIn } from '../../literals';
import { MAX_BATCH_ITEMS } from './payloads';

/** Items of a batch whose ids are numbers, with the text they were written as. More than are stamped are refused anyway. */
export function withLiteralIds(items: unknown, name: string, text: () => string): unknown {
  if (!Array.isArray(items) || items.length > MAX_BATCH_ITEMS || !items.some(hasNumberId)) return items ?? undefined;
  const literals = [...literalsIn(literalOf(text(), name))];
  return items.map((item: unknown, index) =>
    hasNumberId(item) ? { ...item, id: literalOf(literals[index]?.[1] ?? '', 'id') } : item,
  );
}

function hasNumberId(item: unknown): item is JsonObject {
  return isObject(item) && typeof item['id'] === 'number';
}
