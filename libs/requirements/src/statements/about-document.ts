import { alternatives, phrases } from '../phrases';
import { STATEMENT_WORDS } from './statement-words';

const { parts, 'about-document': lists } = STATEMENT_WORDS;

const among = (list: string): RegExp => phrases(list, { flags: 'iu' });

/** A modal verb that is spoken about, not used: in quotation marks. */
const QUOTED_MODAL = new RegExp(`["“”'‘’\`«](?:${alternatives(lists.quoted)})["“”'‘’\`»]`, 'iu');
const SPEAKS_OF_WORDS = among(lists['speaks-of-words']);
const STANDARDS = among(lists.standards);
const INTERPRETED = among(lists.interpreted);

const DOCUMENT = `(?:${alternatives(lists.names)})`;
const ABOUT = new RegExp(
  `^(?:(?:in|throughout|within) ${DOCUMENT}\\b|${DOCUMENT} (?:(?:shall|should|will|may|must|can|does)\\b(?: not)? )?(?:${alternatives(lists.does)})\\b)`,
  'iu',
);
const READERS = phrases(lists.readers, { flags: 'iu', parts, boundary: 'opening' });
const REQUIREMENTS = new RegExp(`^(?:${alternatives(lists.requirements, parts)})`, 'iu');

/** Whether a sentence is about the document and its words, and asks nothing of what is to be built. */
export function isAboutDocument(text: string): boolean {
  const start = text.slice(0, 600).trim();
  if (QUOTED_MODAL.test(start) && SPEAKS_OF_WORDS.test(start)) return true;
  if (STANDARDS.test(start) && INTERPRETED.test(start)) return true;
  return ABOUT.test(start) || READERS.test(start) || REQUIREMENTS.test(start);
}
