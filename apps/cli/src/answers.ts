import type { JsonObject, Reply, ReplyView } from '#contracts';
import { holds } from './view-text';

/** Whether a reply says "no": it carries an error, or its own verdict is negative, or part of a batch failed. */
export function isNo({ yes }: ReplyView, payload: JsonObject, error: Reply['error']): boolean {
  return error !== null || (yes !== undefined && !holds(yes, payload));
}
