import { readConfig } from './read-config';
import { tracingSpec } from './tracing-spec';

const read = (env: Record<string, string>) => readConfig(tracingSpec, env);
const ENDPOINT = { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://collector:4318/' };

describe('the settings of traces', () => {
  it.each([
    ['nothing is set', {}],
    ['there is a sampler and no endpoint', { OTEL_TRACES_SAMPLER: 'always_on', OTEL_SERVICE_NAME: 'mine' }],
    ['the endpoint is blank', { OTEL_EXPORTER_OTLP_ENDPOINT: ' ' }],
    ['the SDK is disabled', { ...ENDPOINT, OTEL_SDK_DISABLED: 'true' }],
  ])('are none where %s', (_, env) => {
    expect(read(env)).toBeNull();
  });

  it('need an endpoint and nothing else', () => {
    expect(read(ENDPOINT)).toEqual({
      url: 'http://collector:4318/v1/traces',
      headers: {},
      protocol: 'http/protobuf',
      sampler: { parentBased: true, root: 'always_on', ratio: 1 },
      serviceName: undefined,
      resource: {},
    });
  });

  it('take every variable', () => {
    const env = {
      ...ENDPOINT,
      OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: 'https://traces/in',
      OTEL_EXPORTER_OTLP_HEADERS: 'authorization=Basic%20eA==, x-team=a',
      OTEL_EXPORTER_OTLP_PROTOCOL: 'http/protobuf',
      OTEL_TRACES_SAMPLER: 'traceidratio',
      OTEL_TRACES_SAMPLER_ARG: '0.25',
      OTEL_SERVICE_NAME: 'stamps',
      OTEL_RESOURCE_ATTRIBUTES: 'deployment.environment.name=staging',
    };
    expect(read(env)).toEqual({
      url: 'https://traces/in',
      headers: { authorization: 'Basic eA==', 'x-team': 'a' },
      protocol: 'http/protobuf',
      sampler: { parentBased: false, root: 'traceidratio', ratio: 0.25 },
      serviceName: 'stamps',
      resource: { 'deployment.environment.name': 'staging' },
    });
  });

  it.each([
    ['OTEL_EXPORTER_OTLP_ENDPOINT', 'collector:4318', /begins with http:\/\/ or https:\/\/, got \(hidden\)/],
    ['OTEL_EXPORTER_OTLP_HEADERS', 'authorization', /name=value, separated by commas, got \(hidden\)/],
    ['OTEL_EXPORTER_OTLP_HEADERS', 'authorization=%zz', /got \(hidden\)/],
    ['OTEL_EXPORTER_OTLP_PROTOCOL', 'grpc', /one of http\/protobuf/],
    ['OTEL_TRACES_SAMPLER', 'sometimes', /one of always_on/],
    ['OTEL_TRACES_SAMPLER_ARG', '1.5', /from 0 to 1/],
    ['OTEL_RESOURCE_ATTRIBUTES', 'a', /name=value/],
  ])('say what is wrong with %s=%s', (variable, value, message) => {
    const wrong = () => read({ ...ENDPOINT, [variable]: value });
    expect(wrong).toThrow(variable);
    expect(wrong).toThrow(message);
  });
});
