import type { Finding, Subject } from '../rule';
import { inSnakeCase, namedTexts } from './secret-names';

/** Texts given to a name that says secret, and texts that have the form of one. */
export function* secrets({ code }: Subject): Iterable<Finding> {
  const seen = new Set<number>();
  for (const { name, value, isMember = false } of namedTexts(code)) {
    if (value.text === undefined || seen.has(value.start) || !isSecret(name, value.text)) continue;
    if (isMember && WORDS.test(value.text)) continue;
    seen.add(value.start);
    yield { at: value, message: `\`${name}\` is written out`, detail: 'secret' };
  }
  for (const item of code.all('string')) {
    if (item.docstring || seen.has(item.start) || item.text.length > MAX_LENGTH) continue;
    if (isKey(item.text)) yield { at: item, message: 'A text in the form of a key', detail: 'key' };
    else if (!item.interpolated && hasCredentials(item.text)) {
      yield { at: item, message: 'An address with a password in it', detail: 'credentials' };
    }
  }
}

/** Whether a text, given to `name`, should not be repeated anywhere: samples too, which may be somebody's secret. */
export function looksSecret(name: string, text: string): boolean {
  return mayBeSecret(name, text) || hasFormOfKey(text) || hasCredentials(text);
}

const MAX_LENGTH = 4096;
const PASSWORD = /(?:password|passwd|passphrase|(?:^|_)pwd)$/i;
const TOKEN =
  /(?:^|_)(?:(?:auth|access|refresh|bearer|bot)_?token|client_?secret|app_?secret|secret|token|api_?key|secret_?key|access_?key|private_?key|encryption_?key|signing_?key|credentials?)$/i;
const PLACEHOLDER =
  /^(?:x+|\*+|\.+|<.*>|\$.*|%.*|\{.*|.*\}|changeme|change-me|your[-_ ].*|.*example.*|.*placeholder.*|.*redacted.*|dummy.*|fake.*|mock.*|test.*|none|null|env:.*|vault:.*|secret:.*|\/.*)$/i;
/** Names of secrets and where they are kept, addresses, and what is encrypted already. */
const REFERENCE =
  /^(?:arn|aws|azure|bao|doppler|env|file|gcp|https?|keyring|kv|op|projects|ref|sops|ssm|secretsmanager|sm|vault|akv|conjur|infisical)[:/.]|^ENC\[|^(?:run|var|etc|mnt)\/|\.(?:pem|key|crt|p12|json|ya?ml|txt|env)$/i;
const SETTING = /^[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)*$/;
const WORDS = /^[-_.:/]*[a-z]+(?:[-_ ./:]+[a-z]+)*[-_.:/]*$/i;
/** The value of a header that says who asks. */
const HEADER = /^(?:proxy_)?authorization$/i;
const CREDENTIAL = /^(?:basic|bearer|token|apikey)\s+(?=\S*[0-9])[\w+/=.~-]{16,}$/i;
const SECRET_WORD = /pass|pwd|secret|token|key|credential/i;
const SHORTEST_PASSWORD = 4;
const SHORTEST_TOKEN = 8;

function isSecret(name: string, text: string): boolean {
  return mayBeSecret(name, text) && !SAMPLE.test(text);
}

function mayBeSecret(given: string, text: string): boolean {
  const name = inSnakeCase(given);
  if (HEADER.test(name)) return CREDENTIAL.test(text);
  const isPassword = PASSWORD.test(name);
  if (!isPassword && !TOKEN.test(name)) return false;
  if (text.length > MAX_LENGTH || text.length < (isPassword ? SHORTEST_PASSWORD : SHORTEST_TOKEN)) return false;
  if (/\s/.test(text) || PLACEHOLDER.test(text) || REFERENCE.test(text)) return false;
  if (SETTING.test(text) && (text.includes('_') || SECRET_WORD.test(text))) return false;
  if (WORDS.test(text) && (!isPassword || SECRET_WORD.test(text))) return false;
  return true;
}

/** Forms that only their issuers use. */
const KEYS: readonly RegExp[] = [
  /\b(?:AKIA|ASIA)[0-9A-Z]{16}\b/,
  /\bgh[pousr]_[A-Za-z0-9]{30,}|\bgithub_pat_[A-Za-z0-9_]{30,}|\bglpat-[A-Za-z0-9_-]{20,}/,
  /\bsk-(?:[a-z]+-)?[A-Za-z0-9_]{24,}|\bsk-ant-[A-Za-z0-9_-]{24,}|\b[sr]k_live_[A-Za-z0-9]{16,}/,
  /\bxox[abeprs]-[0-9A-Za-z-]{20,}|\bxapp-[0-9A-Za-z-]{20,}|hooks\.slack\.com\/services\/T[0-9A-Z]+\/B[0-9A-Z]+\/\w{16,}/,
  /\bAIza[0-9A-Za-z_-]{35}|\bya29\.[0-9A-Za-z_-]{20,}/,
  /\bSG\.[\w-]{16,}\.[\w-]{16,}|\bnpm_[A-Za-z0-9]{36}|\bpypi-[A-Za-z0-9_-]{50,}|\bhf_[A-Za-z0-9]{30,}/,
  /\beyJ[\w-]{8,}\.eyJ[\w-]{6,}\.[\w-]{10,}/,
  /-----BEGIN (?:[A-Z]+ )?PRIVATE KEY-----\s*[A-Za-z0-9+/=]/,
];
/** Of documentation: it says so, repeats one character, or counts. */
const SAMPLE = /example|sample|placeholder|your[-_]|changeme|(.)\1{7,}|1234567890|abcdefgh|\.\.\./i;

function isKey(text: string): boolean {
  return hasFormOfKey(text) && !SAMPLE.test(text);
}

function hasFormOfKey(text: string): boolean {
  return KEYS.some((form) => form.test(text));
}

const CREDENTIALS = /^[a-z][a-z0-9+.-]{1,30}:\/\/[^\s/:@]{0,100}:([^\s/@]{1,100})@/i;

function hasCredentials(text: string): boolean {
  const password = CREDENTIALS.exec(text)?.[1];
  return password !== undefined && !PLACEHOLDER.test(password) && !/^(?:password|pass|pwd|secret)$/i.test(password);
}
