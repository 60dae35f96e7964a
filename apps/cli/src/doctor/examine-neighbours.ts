import { connect } from 'node:net';
import { boolean, group, httpUrl, optional, secret, variable, withDefault, type Environment } from '#config';
import { fault, warning, type Finding } from './finding';

const ANSWER_MS = 3_000;

const spec = group({
  registers: variable('SCHEMA_REGISTRY_REGISTER', withDefault(boolean(), false)),
  registry: variable('SCHEMA_REGISTRY_URL', optional(httpUrl())),
  registryToken: variable('SCHEMA_REGISTRY_TOKEN', optional(secret())),
  issuer: variable('OIDC_ISSUER', optional(httpUrl())),
  nats: variable('NATS_URL', optional(secret())),
});

/** Servers that some workers use, where settings name them: the registry, the identity provider, NATS. */
export async function examineNeighbours(environment: Environment): Promise<readonly Finding[]> {
  const reading = spec(environment);
  if (!reading.ok) return [];
  const { registers, registry, registryToken, issuer, nats } = reading.value;
  const found = await Promise.all([
    registers && registry !== undefined ? examineRegistry(registry, registryToken !== undefined) : [],
    issuer === undefined ? [] : examineIssuer(issuer),
    nats === undefined ? [] : examineNats(nats),
  ]);
  return found.flat();
}

async function examineRegistry(url: string, hasToken: boolean): Promise<readonly Finding[]> {
  const status = await statusOf(`${url.replace(/\/$/, '')}/subjects`);
  if (status === 200 || (hasToken && status === 401)) return [];
  const what = `the schema registry answers ${status ?? 'nothing'}`;
  const why = 'Workers go on without registering their schemas, and say so in their logs.';
  return [warning('registry.unusable', what, why, 'Set SCHEMA_REGISTRY_URL, or SCHEMA_REGISTRY_REGISTER to false.')];
}

async function examineIssuer(issuer: string): Promise<readonly Finding[]> {
  const status = await statusOf(`${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`);
  if (status === 200) return [];
  const what = `the identity provider answers ${status ?? 'nothing'}`;
  return [fault('oidc.unusable', what, 'Its tokens get 503.', 'Set OIDC_ISSUER to the `iss` of its tokens.')];
}

/** The password that an address may have in it does not reach a finding. */
async function examineNats(servers: string): Promise<readonly Finding[]> {
  const urls = servers.split(',').map((one) => one.trim());
  const places = urls.map((one) => (URL.canParse(one) ? new URL(one) : new URL(`nats://${one}`)));
  const reached = await Promise.all(places.map(({ hostname, port }) => listens(hostname, Number(port || 4222))));
  if (reached.includes(true)) return [];
  const what = `NATS cannot be reached at ${places.map(({ host }) => host).join(', ')}`;
  return [
    warning('nats.unreachable', what, 'What the bridge forwards waits in a queue.', 'Set NATS_URL, or unset it.'),
  ];
}

async function statusOf(url: string): Promise<number | undefined> {
  try {
    const target = new URL(url);
    const headers = target.username === '' ? undefined : { authorization: basic(target) };
    target.username = target.password = '';
    return (await fetch(target, { signal: AbortSignal.timeout(ANSWER_MS), ...(headers && { headers }) })).status;
  } catch {
    return undefined;
  }
}

function basic({ username, password }: URL): string {
  const text = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  return `Basic ${Buffer.from(text).toString('base64')}`;
}

/** Whether somebody takes connections there. */
export async function listens(host: string, port: number): Promise<boolean> {
  const socket = connect({ host: host.replace(/^\[|\]$/g, ''), port, timeout: ANSWER_MS });
  const answer = new Promise<boolean>((resolve) => {
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
    socket.once('timeout', () => resolve(false));
  });
  return answer.finally(() => socket.destroy());
}
