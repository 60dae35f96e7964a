export { REDACTED, redactSecrets } from './redact-secrets';
export { humanText, LABEL_LIMIT, MESSAGE_LIMIT, STACK_LIMIT } from './human-text';
export { previewOf, previewOfJson } from './preview';
export { isSecretName } from './secret-names';
export { safeText } from './safe-text';
export { namesSecret, shownText } from './remembered';
