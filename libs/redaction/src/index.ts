export { REDACTED, redactSecrets } from './redact-secrets';
export { isSecretName } from './secret-names';
