import { decodeRequest, statedVersion, type Refusal, type ReplyAddress } from '#contracts';
import { asError } from '../failures';
import { mistake, type Context } from './context';
import type { EventHandler } from './handler';
import type { Middleware } from './middleware';

/** Bytes to a request or an event, or a rejection. */
export const decode: Middleware = (context, next) => {
  const { handler } = context;
  try {
    if (handler.kind === 'request') readRequest(context);
    else readEvent(context, handler);
  } catch (caught) {
    const rejection = mistake(`${handler.name} could not be read`, asError(caught));
    if (handler.kind === 'request') context.address = addressOutside(context, rejection.refusal);
    context.reject(rejection);
  }
  return next();
};

function readRequest(context: Context): void {
  const decoded = decodeRequest(context);
  context.version = statedVersion(context);
  if (decoded.kind === 'request') {
    context.accept(decoded.request);
  } else {
    context.address = decoded.address;
    context.eventType = decoded.eventType;
    context.reject({ refusal: decoded.refusal, category: 'contract' });
  }
}

function readEvent(context: Context, { decode: read }: EventHandler): void {
  context.event = read(context);
}

/** Who waits, as far as the record says so without its value. */
function addressOutside({ record }: Context, unreadable: Refusal): ReplyAddress | null {
  const decoded = decodeRequest({ json: { ok: false, refusal: unreadable }, record: { ...record, unreadable } });
  return decoded.kind === 'refusal' ? decoded.address : null;
}
