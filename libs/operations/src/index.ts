export {
  boolean,
  brokerAddress,
  durationMs,
  fileContent,
  httpUrl,
  integer,
  list,
  oneOf,
  optional,
  postgresUrl,
  percentage,
  secret,
  text,
  withDefault,
} from './config/parsers';
export {
  ConfigError,
  dependent,
  group,
  isSet,
  mapped,
  readConfig,
  unused,
  variable,
  type ConfigProblem,
  type ConfigSpec,
  type Environment,
  type Parser,
  type Reading,
} from './config/read-config';
export { kafkaSpec, type KafkaConfig, type KafkaSasl, type KafkaTls } from './config/kafka-spec';
export {
  databaseSpec,
  optionalDatabaseSpec,
  serviceSpec,
  type DatabaseConfig,
  type ServiceConfig,
} from './config/service-spec';
export { groupPattern, matcherOf, topicPattern } from './config/topic-pattern';
export { HealthController } from './health/health.controller';
export { type HealthCheck, type HealthKind, type HealthState } from './health/health-check';
export { HealthProbe, type ObservedState } from './health/health-probe';
export { describeError, type ErrorDescription } from './logging/describe-error';
export {
  createLogger,
  LOG_LEVELS,
  type LogFields,
  type Logger,
  type LoggerOptions,
  type LogLevel,
} from './logging/logger';
export { NestLogger } from './logging/nest-logger';
export { safeText } from './logging/safe-text';
export { boundedLabel } from './metrics/bounded-label';
export { MetricsController } from './metrics/metrics.controller';
export { createMetrics, type BusMetrics, type Metrics, type MetricsOptions } from './metrics/metrics';
export { OperationsModule } from './operations.module';
export { type OperationsOptions } from './operations-options';
export { runApp, type RunAppOptions } from './run-app';
export { programVersion } from './program-version';
