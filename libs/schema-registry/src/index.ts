export type { CompatibilityVerdict, JsonSchema, SchemaText, SchemaVersion } from './answers';
export { registerAll, type Registration, type RegistryLog, type SubjectSchema } from './register-all';
export { registerInBackground, type Backoff, type BackgroundRegistration } from './register-in-background';
export { registryAddress, type RegistrySettings } from './registry-address';
export {
  COMPATIBILITY_MODES,
  SchemaRegistryClient,
  subjectOf,
  type CompatibilityMode,
  type SchemaType,
} from './registry-client';
export { RegistryError, type RegistryErrorCode } from './registry-error';
