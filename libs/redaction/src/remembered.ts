import { safeText } from './safe-text';
import { isSecretName } from './secret-names';

/** Lines have mostly the same names and topics. Those that may be shown as they are, are looked at once in a while. */
const harmlessNames = new Set<string>();
const harmlessTexts = new Set<string>();
const REMEMBERED = 500;
const MAX_REMEMBERED_LENGTH = 100;

/** Ids and hashes, of which each line has others: nothing that is known as a secret is made of these alone. */
const ID = /^[0-9a-f-]{1,64}$/;

function remember(text: string, harmless: Set<string>): void {
  if (text.length > MAX_REMEMBERED_LENGTH) return;
  if (harmless.size >= REMEMBERED) harmless.clear();
  harmless.add(text);
}

/** `isSecretName`, but for names that were harmless before. */
export function namesSecret(name: string): boolean {
  if (harmlessNames.has(name)) return false;
  const isOne = isSecretName(name);
  if (!isOne) remember(name, harmlessNames);
  return isOne;
}

/** `safeText`, but for ids and what was harmless before. */
export function shownText(text: string): string {
  if (harmlessTexts.has(text) || ID.test(text)) return text;
  const safe = safeText(text);
  if (safe === text) remember(text, harmlessTexts);
  return safe;
}
