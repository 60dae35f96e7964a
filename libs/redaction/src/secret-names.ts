/** Words whose values are secrets, inside a longer name too (`KAFKA_SASL_PASSWORD`, `x-api-key`, `Access key`). */
export const SECRET_WORDS = [
  'pass(?:word|wd|phrase)',
  'pwd',
  'secret',
  '(?:api|access)[ _.-]?key',
  '(?:account|private|signing|encryption)[_.-]?key',
  '(?:access|auth|refresh|session|api|bot|bearer|csrf)[_.-]?token',
  // `valid_token` and `invalid token` are words of parsers.
  '(?<!val)id[_.-]?token',
  'credential',
  'authorization',
  'connection[_.-]?string',
].join('|');

const SECRET_NAME =
  /pass(?:word|wd|phrase)|pwd|secret|(?:api|access|account|private|signing|encryption)key|(?:access|auth|refresh|session|api|bot|bearer|csrf)token|(?<!val)idtoken|^token$|^auth$|credential|authorization|cookie|connectionstring/;

/** Whether a field or header of this name holds a secret, however the name is cased or separated. */
export function isSecretName(name: string): boolean {
  return SECRET_NAME.test(name.toLowerCase().replace(/[^a-z0-9]/g, ''));
}
