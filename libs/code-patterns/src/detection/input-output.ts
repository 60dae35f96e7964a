import { type CallItem } from '#code-model';
import { setOf } from '#text';
import { isCalledOn } from './common';
import type { Facts } from './facts';
import { sign, type Sign } from './feature';
import { receiverOf } from './identifiers';

const HTTP_CLIENTS = setOf('http https httpx aiohttp axios rest api');
const SESSIONS = setOf('client session');
const HTTP_METHODS = ['get', 'post', 'put', 'patch', 'delete', 'head', 'request'];
const URL = /url|uri|endpoint|path|href/i;

/** `requests` has to be all of it: requests also wait in dictionaries. */
function isHttpClient(item: CallItem): boolean {
  return receiverOf(item.callee) === 'requests' || isCalledOn(item, HTTP_CLIENTS);
}

export function* httpCalls(facts: Facts): Iterable<Sign> {
  for (const item of facts.calls(HTTP_METHODS)) {
    const target = item.arguments.find(({ name }) => name === '' || name === 'url')?.value;
    const address = /^(?:https?:|\/)/.test(target?.text ?? '') || URL.test(target?.path ?? '');
    if (isHttpClient(item) ? item.callee.includes('.') : isCalledOn(item, SESSIONS) && address)
      yield sign(item, `${item.callee}(…)`);
  }
}
