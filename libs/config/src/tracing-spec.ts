import { boolean, httpUrl, oneOf, optional, text, withDefault } from './parsers';
import {
  dependent,
  group,
  isSet,
  mapped,
  variable,
  type ConfigSpec,
  type Environment,
  type Parser,
} from './read-config';

/** The default of the specification. Who asks for another would wait for spans in vain, and is told. */
const PROTOCOL = 'http/protobuf' as const;

/** The variables of OpenTelemetry, as its specification has them. */
export interface TracingConfig {
  /** May hold a password: never log it. */
  readonly url: string;
  /** May hold a password. */
  readonly headers: Readonly<Record<string, string>>;
  readonly protocol: typeof PROTOCOL;
  readonly sampler: {
    readonly parentBased: boolean;
    readonly root: 'always_on' | 'always_off' | 'traceidratio';
    /** From 0 to 1. */
    readonly ratio: number;
  };
  /** Instead of the service's own. */
  readonly serviceName: string | undefined;
  readonly resource: Readonly<Record<string, string>>;
}

/** `name=value`, separated by commas, values percent-encoded. */
function pairs(options: { hidden?: boolean } = {}): Parser<Readonly<Record<string, string>>> {
  const parse = (raw: string): Readonly<Record<string, string>> | undefined => {
    const parts = raw.split(',').filter((part) => part.trim() !== '');
    const found = parts.map((part) => /^\s*([\w.-]+)\s*=(.*)$/s.exec(part));
    if (found.some((one) => one === null)) return undefined;
    try {
      return Object.fromEntries(found.map((one) => [one?.[1] ?? '', decodeURIComponent(one?.[2]?.trim() ?? '')]));
    } catch {
      return undefined;
    }
  };
  return { expected: 'a list name=value, separated by commas', ...options, parse };
}

const SAMPLERS = [
  'always_on',
  'always_off',
  'traceidratio',
  'parentbased_always_on',
  'parentbased_always_off',
  'parentbased_traceidratio',
] as const;

const share: Parser<number> = {
  expected: 'a number from 0 to 1',
  parse: (raw) => (/^\s*(0(\.\d{1,9})?|1(\.0{1,9})?)\s*$/.test(raw) ? Number(raw) : undefined),
};

const sampler: ConfigSpec<TracingConfig['sampler']> = mapped(
  group({
    name: variable('OTEL_TRACES_SAMPLER', withDefault(oneOf(SAMPLERS), 'parentbased_always_on')),
    ratio: variable('OTEL_TRACES_SAMPLER_ARG', withDefault(share, 1)),
  }),
  ({ name, ratio }) => ({
    parentBased: name.startsWith('parentbased_'),
    root: name.replace('parentbased_', '') as TracingConfig['sampler']['root'],
    ratio,
  }),
);

/** The one for traces is used as it is. */
const url: ConfigSpec<string> = (env) =>
  isSet(env, 'OTEL_EXPORTER_OTLP_TRACES_ENDPOINT')
    ? variable('OTEL_EXPORTER_OTLP_TRACES_ENDPOINT', httpUrl())(env)
    : mapped(
        variable('OTEL_EXPORTER_OTLP_ENDPOINT', httpUrl()),
        (base) => `${base.replace(/\/+$/, '')}/v1/traces`,
      )(env);

const enabled: ConfigSpec<TracingConfig> = group({
  url,
  headers: variable('OTEL_EXPORTER_OTLP_HEADERS', withDefault(pairs({ hidden: true }), {})),
  protocol: variable('OTEL_EXPORTER_OTLP_PROTOCOL', withDefault(oneOf([PROTOCOL]), PROTOCOL)),
  sampler,
  serviceName: variable('OTEL_SERVICE_NAME', optional(text({ max: 255 }))),
  resource: variable('OTEL_RESOURCE_ATTRIBUTES', withDefault(pairs(), {})),
});

function hasEndpoint(env: Environment): boolean {
  return isSet(env, 'OTEL_EXPORTER_OTLP_ENDPOINT') || isSet(env, 'OTEL_EXPORTER_OTLP_TRACES_ENDPOINT');
}

/** OTEL_*; `null` without an endpoint, and where OTEL_SDK_DISABLED is true. */
export const tracingSpec: ConfigSpec<TracingConfig | null> = dependent(
  variable('OTEL_SDK_DISABLED', withDefault(boolean(), false)),
  (disabled): ConfigSpec<TracingConfig | null> =>
    (env) =>
      disabled || !hasEndpoint(env) ? { ok: true, value: null } : enabled(env),
);
