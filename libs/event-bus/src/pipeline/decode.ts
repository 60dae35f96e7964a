import { decodeRequest, refusal } from '#contracts';
import { asError } from '../failures';
import type { Context } from './context';
import type { EventHandler } from './handler';
import type { Middleware } from './middleware';

/** Bytes to a request or an event, or a rejection. */
export const decode: Middleware = (context, next) => {
  const { handler } = context;
  if (handler.kind === 'request') readRequest(context);
  else readEvent(context, handler);
  return next();
};

function readRequest(context: Context): void {
  const decoded = decodeRequest(context);
  if (decoded.kind === 'request') {
    context.accept(decoded.request);
  } else {
    context.address = decoded.address;
    context.eventType = decoded.eventType;
    context.reject({ refusal: decoded.refusal, category: 'contract' });
  }
}

function readEvent(context: Context, { decode: read, name }: EventHandler): void {
  try {
    context.event = read(context);
  } catch (caught) {
    const cause = asError(caught);
    const reason = refusal('internal_error', `${name} could not be read: ${cause.name}`);
    context.reject({ refusal: reason, category: 'internal', cause });
  }
}
