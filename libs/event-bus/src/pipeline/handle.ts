import { isReplayed } from '#contracts';
import { inSpan, isTracing } from '#tracing';
import type { Context } from './context';
import type { Middleware } from './middleware';

/**
 * The handler, and beside it whether the request was finished before. Where that is not remembered, a replayed one is
 * taken to be: a replay repeats what was, and what failed is redriven.
 */
export const handle: Middleware = (context) => (isTracing() ? traced(context) : handled(context));

function traced(context: Context): Promise<void> {
  return inSpan(`handle ${context.handler.name}`, { kind: 'internal' }, async (span) => {
    await handled(context);
    if (context.result?.kind === 'refusal') span?.fail(context.result.refusal.code);
  });
}

async function handled(context: Context): Promise<void> {
  const { handler, request, finished, report } = context;
  if (handler.kind === 'event') {
    context.publish(...(await handler.handle(context.event)));
  } else if (request !== null) {
    const asked = finished?.();
    // Both are awaited, whichever fails first.
    const [result, isRepeated] = asked
      ? await Promise.all([handler.handle(request, report), asked])
      : [await handler.handle(request, report), isReplayed(context.record)];
    context.result = result;
    context.isRepeated = isRepeated;
  }
}
