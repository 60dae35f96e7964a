import { lastName, type Code } from '../../code/code';
import type { Value } from '../../code/items';
import type { Finding, Subject } from '../rule';

/** Texts given to a name that says secret, and texts that have the form of one. */
export function* secrets({ code }: Subject): Iterable<Finding> {
  const seen = new Set<number>();
  for (const { name, value } of named(code)) {
    if (value.text === undefined || !isSecret(name, value.text)) continue;
    seen.add(value.start);
    yield { at: value, message: `\`${name}\` is written out`, detail: 'secret' };
  }
  for (const item of code.all('string')) {
    if (item.docstring || seen.has(item.start) || item.text.length > MAX_LENGTH) continue;
    if (KEY.test(item.text)) yield { at: item, message: 'A text in the form of a key', detail: 'key' };
    else if (!item.interpolated && hasCredentials(item.text)) {
      yield { at: item, message: 'An address with a password in it', detail: 'credentials' };
    }
  }
}

/** Whether a text, given to `name`, should not be repeated anywhere. */
export function looksSecret(name: string, text: string): boolean {
  return isSecret(name, text) || KEY.test(text) || hasCredentials(text);
}

interface Named {
  readonly name: string;
  readonly value: Value;
}

function* named(code: Code): Iterable<Named> {
  for (const { targets, value } of code.all('assign')) {
    const name = lastName(targets[0] ?? '');
    if (value?.kind === 'string') yield { name, value };
  }
  for (const { arguments: given } of code.all('call')) {
    for (const { name, value } of given) if (name !== '' && value.kind === 'string') yield { name, value };
  }
  for (const { parameters } of code.all('function')) {
    for (const { name, default: value } of parameters) if (value?.kind === 'string') yield { name, value };
  }
}

const MAX_LENGTH = 4096;
const PASSWORD = /(?:^|_)(?:password|passwd|pwd|passphrase)$/i;
const TOKEN =
  /(?:^|_)(?:secret|token|api_?key|secret_?key|access_?key|private_?key|encryption_?key|signing_?key|credentials?)$/i;
const PLACEHOLDER =
  /^(?:x+|\*+|\.+|<.*>|\$.*|%.*|\{.*|.*\}|changeme|change-me|your[-_ ].*|.*example.*|.*placeholder.*|.*redacted.*|dummy.*|fake.*|mock.*|test.*|none|null|env:.*|vault:.*|secret:.*|\/.*)$/i;
const SETTING = /^[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)*$/;
const WORDS = /^[a-z]+(?:[-_ ./:][a-z]+)*$/i;
const SECRET_WORD = /pass|pwd|secret|token|key|credential/i;
const SHORTEST_PASSWORD = 4;
const SHORTEST_TOKEN = 8;

function isSecret(name: string, text: string): boolean {
  const isPassword = PASSWORD.test(name);
  if (!isPassword && !TOKEN.test(name)) return false;
  if (text.length > MAX_LENGTH || text.length < (isPassword ? SHORTEST_PASSWORD : SHORTEST_TOKEN)) return false;
  if (/\s/.test(text) || PLACEHOLDER.test(text)) return false;
  if (SETTING.test(text) && (text.includes('_') || SECRET_WORD.test(text))) return false;
  if (WORDS.test(text) && (!isPassword || SECRET_WORD.test(text))) return false;
  return true;
}

/** Forms that only their issuers use. */
const KEY =
  /\bAKIA[0-9A-Z]{16}\b|\bgh[pousr]_[A-Za-z0-9]{30,}|\bsk-(?:[a-z]+-)?[A-Za-z0-9_]{24,}|\bxox[abprs]-[0-9A-Za-z-]{20,}|\bAIza[0-9A-Za-z_-]{35}|-----BEGIN (?:[A-Z]+ )?PRIVATE KEY-----\s*[A-Za-z0-9+/=]/;
const CREDENTIALS = /^[a-z][a-z0-9+.-]{1,30}:\/\/[^\s/:@]{0,100}:([^\s/@]{1,100})@/i;

function hasCredentials(text: string): boolean {
  const password = CREDENTIALS.exec(text)?.[1];
  return password !== undefined && !PLACEHOLDER.test(password) && !/^(?:password|pass|pwd|secret)$/i.test(password);
}
