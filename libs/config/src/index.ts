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
} from './parsers';
export {
  ConfigError,
  current,
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
} from './read-config';
export { kafkaSpec, type KafkaConfig, type KafkaSasl, type KafkaTls } from './kafka-spec';
export {
  databaseSpec,
  optionalDatabaseSpec,
  serviceSpec,
  type DatabaseConfig,
  type ServiceConfig,
  type RegistryConfig,
} from './service-spec';
export { tracingSpec, type TracingConfig } from './tracing-spec';
export { dotEnv, firstOf, localStack, localStackFile, type LocalStack } from './local-stack';
export { misspeltNames, type Sources } from './misspelt-names';
export { nearest } from './nearest';
export { topicFileSpec, type TopicFile, type TopicSettings } from './topic-file';
export { groupPattern, matcherOf, topicPattern } from './topic-pattern';
export { LOG_LEVELS, type LogLevel } from './log-levels';
