import createClient, { type Middleware } from 'openapi-fetch';
import type { components as MonitorComponents, paths as MonitorPaths } from './dlq-monitor';
import { problemOf } from './problem';
import type { components as RecorderComponents, paths as RecorderPaths } from './recorder';

export type Monitor = MonitorComponents['schemas'];
export type Recorder = RecorderComponents['schemas'];

/** Of the session, where there is one; asked for with everything that changes something. */
let csrfToken: string | null = null;

export function rememberCsrfToken(token: string | null): void {
  csrfToken = token;
}

const asSession: Middleware = {
  onRequest({ request }) {
    if (csrfToken !== null && request.method !== 'GET') request.headers.set('X-CSRF-Token', csrfToken);
    return request;
  },
  async onResponse({ response }) {
    if (!response.ok) throw await problemOf(response);
  },
};

/** The monitor, which this page comes from. */
export const monitor = createClient<MonitorPaths>({ baseUrl: window.location.origin });
/** The recorder, through the monitor. */
export const recorder = createClient<RecorderPaths>({ baseUrl: window.location.origin });
monitor.use(asSession);
recorder.use(asSession);

export async function dataOf<Data>(answer: Promise<{ readonly data?: Data }>): Promise<Data> {
  const { data } = await answer;
  if (data === undefined) throw new Error('the answer is empty');
  return data;
}

/** For what the running worker may have and the types here do not name. */
export async function post<Data>(path: string, body: object): Promise<Data> {
  const response = await fetch(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(csrfToken !== null && { 'X-CSRF-Token': csrfToken }) },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw await problemOf(response);
  return (await response.json()) as Data;
}

export async function get<Data>(path: string): Promise<Data> {
  const response = await fetch(path, { headers: { accept: 'application/json' } });
  if (!response.ok) throw await problemOf(response);
  return (await response.json()) as Data;
}
