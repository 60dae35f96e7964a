import type { Middleware } from './middleware';

/** The handler, and beside it whether the request was finished before. */
export const handle: Middleware = async (context) => {
  const { handler, request, finished } = context;
  if (handler.kind === 'event') {
    context.publish(...(await handler.handle(context.event)));
  } else if (request !== null) {
    const asked = finished?.();
    // Both are awaited, whichever fails first.
    const [result, isRepeated] = asked
      ? await Promise.all([handler.handle(request), asked])
      : [await handler.handle(request), false];
    context.result = result;
    context.isRepeated = isRepeated;
  }
};
