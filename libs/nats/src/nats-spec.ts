import {
  dependent,
  durationMs,
  fileContent,
  group,
  integer,
  isSet,
  list,
  mapped,
  optional,
  secret,
  text,
  unused,
  variable,
  withDefault,
  type ConfigSpec,
  type Parser,
} from '#config';

export type NatsCredentials =
  | { readonly kind: 'none' }
  | { readonly kind: 'user'; readonly user: string; readonly password: string }
  | { readonly kind: 'token'; readonly token: string }
  /** What a credentials file says: a JWT and the seed of its key. */
  | { readonly kind: 'creds'; readonly creds: string };

export interface NatsConnectionConfig {
  /** `nats://host:port` or `tls://host:port`, at least one. */
  readonly servers: readonly string[];
  /** `null`: the server decides. Otherwise TLS or nothing; `ca` is a PEM text, the system's authorities without it. */
  readonly tls: { readonly ca?: string } | null;
  readonly credentials: NatsCredentials;
  readonly stream: string;
}

export interface AlertRules {
  readonly p95Ms: number;
  readonly windowMs: number;
  readonly cooldownMs: number;
}

export interface NatsConfig {
  readonly connection: NatsConnectionConfig;
  /** Messages that may wait in memory while NATS is away. */
  readonly queueLimit: number;
  readonly alerts: AlertRules;
}

const CREDENTIALS = ['NATS_USER', 'NATS_PASSWORD', 'NATS_TOKEN', 'NATS_CREDS'] as const;

/** The NATS_* variables; `null` without NATS_URL. Credentials that nobody would use are refused, as a likely mistake. */
export const natsSpec: ConfigSpec<NatsConfig | null> = (env) =>
  isSet(env, 'NATS_URL') ? nats(env) : mapped(unused(CREDENTIALS, 'NATS_URL is not set'), () => null)(env);

const WAYS = {
  NATS_USER: mapped(
    group({ user: variable('NATS_USER', text()), password: variable('NATS_PASSWORD', secret()) }),
    (pair): NatsCredentials => ({ kind: 'user', ...pair }),
  ),
  NATS_TOKEN: mapped(variable('NATS_TOKEN', secret()), (token): NatsCredentials => ({ kind: 'token', token })),
  NATS_CREDS: mapped(variable('NATS_CREDS', fileContent()), (creds): NatsCredentials => ({ kind: 'creds', creds })),
} as const;

/** One way to log in, or none; what belongs to another would have no effect and is refused. */
const credentials: ConfigSpec<NatsCredentials> = (env) => {
  const way = (['NATS_USER', 'NATS_TOKEN', 'NATS_CREDS'] as const).find((name) => isSet(env, name));
  if (way === undefined) {
    return mapped(unused(CREDENTIALS, 'NATS_USER is not set'), (): NatsCredentials => ({ kind: 'none' }))(env);
  }
  const others = CREDENTIALS.filter((name) => name !== way && !(way === 'NATS_USER' && name === 'NATS_PASSWORD'));
  return mapped(group({ chosen: WAYS[way], others: unused(others, `${way} is set`) }), ({ chosen }) => chosen)(env);
};

const settings = group({
  servers: variable('NATS_URL', list(serverUrl())),
  credentials,
  stream: variable('NATS_STREAM', withDefault(streamName(), 'OMNINODE')),
  queueLimit: variable('NATS_QUEUE_LIMIT', withDefault(integer({ min: 0, max: 1_000_000 }), 10_000)),
  alerts: group({
    p95Ms: variable('NATS_ALERT_P95', withDefault(durationMs({ min: 1, max: 3_600_000 }), 1_000)),
    windowMs: variable('NATS_ALERT_WINDOW', withDefault(durationMs({ min: 1_000, max: 3_600_000 }), 60_000)),
    cooldownMs: variable('NATS_ALERT_COOLDOWN', withDefault(durationMs(), 300_000)),
  }),
});

/** One `tls://` among the servers, and all must speak it. */
const nats: ConfigSpec<NatsConfig> = dependent(settings, ({ servers, credentials: known, stream, ...rest }) => {
  const secured = servers.some((server) => server.startsWith('tls:'));
  const tls = secured
    ? mapped(variable('NATS_CA_FILE', optional(fileContent())), (ca) => (ca === undefined ? {} : { ca }))
    : mapped(unused(['NATS_CA_FILE'], 'NATS_URL is not tls://'), () => null);
  return mapped(tls, (secure) => ({ connection: { servers, tls: secure, credentials: known, stream }, ...rest }));
});

function serverUrl(): Parser<string> {
  const parse = (raw: string): string | undefined => {
    const [, scheme, host, port = '4222'] =
      /^\s*(nats|tls):\/\/(\[[\da-f:.%]+\]|[\w.-]+)(?::(\d{1,5}))?\/?\s*$/i.exec(raw) ?? [];
    return host !== undefined && Number(port) >= 1 && Number(port) <= 65_535
      ? `${scheme?.toLowerCase()}://${host}:${port}`
      : undefined;
  };
  // Hidden, because people write passwords into such URLs.
  return { expected: 'nats://host:port or tls://host:port, without credentials', hidden: true, parse };
}

/** What NATS allows in the name of a stream, and file systems too. */
function streamName(): Parser<string> {
  const parse = (raw: string): string | undefined => (/^[\w-]{1,128}$/.test(raw.trim()) ? raw.trim() : undefined);
  return { expected: 'letters, digits, - and _', parse };
}
