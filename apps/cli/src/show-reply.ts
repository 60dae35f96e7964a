import type { JsonObject, OperationDefinition, Reply, ReplyView, ViewPart } from '#contracts';
import { isNo } from './answers';
import { columns } from './columns';
import { oneLine } from './printable';
import type { Paint } from './session';
import { showPart } from './show-part';
import { filled } from './view-text';

export interface ShownReply {
  readonly operation: Pick<OperationDefinition, 'name' | 'view'>;
  readonly correlationId: string;
  readonly payload: JsonObject;
  readonly error: Reply['error'];
  readonly elapsedMs: number;
  /** Everything that is known, not only what matters. */
  readonly verbose: boolean;
}

/** A reply as people read it: the verdict first, then what it is made of, ids last. */
export function showReply(reply: ShownReply, paint: Paint): string {
  const { operation, payload, error, elapsedMs, correlationId } = reply;
  const { name, view } = operation;
  const no = isNo(view, payload, error);
  const verdict = error === null ? verdictOf(view, payload, no) : `refused: ${oneLine(error.code)}`;
  const mark = no ? paint('red', `✗ ${verdict}`) : paint('green', `✓ ${verdict}`);
  const { lines, more } =
    error === null ? bodyOf(reply, paint) : { lines: [`  ${oneLine(error.message)}`], more: false };
  return [
    `${mark}  ${paint('dim', `${name} answered in ${elapsedMs} ms`)}`,
    ...lines,
    '',
    columns([[paint('dim', 'correlation id'), oneLine(correlationId)]], '  '),
    ...(more ? [`  ${paint('dim', '--verbose shows everything')}`] : []),
  ].join('\n');
}

/** `more`: whether there is anything that is not shown. */
function bodyOf({ operation: { view }, payload, verbose }: ShownReply, paint: Paint) {
  const linesOf = (parts: readonly ViewPart[]) => parts.flatMap((part) => showPart(part, payload, paint));
  const all = linesOf(view.parts);
  const lines = verbose || view.brief === undefined ? all : linesOf(view.brief);
  return { lines, more: lines.join('\n') !== all.join('\n') };
}

function verdictOf({ verdict }: ReplyView, payload: JsonObject, no: boolean): string {
  return filled(no ? (verdict.no ?? verdict.yes) : verdict.yes, payload);
}
