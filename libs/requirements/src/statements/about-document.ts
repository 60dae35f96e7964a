const MODAL = 'shall|must|should|will|may|can|required|recommended|optional|must not|shall not|should not';

/** A modal verb that is spoken about, not used: in quotation marks. */
const QUOTED_MODAL = new RegExp(`["“”'‘’\`«](?:${MODAL})["“”'‘’\`»]`, 'iu');
const SPEAKS_OF_WORDS =
  /\b(?:key ?words?|words?|terms?|verbs?|interpreted|denotes?|marks?|means?|indicates?|expresses|signif(?:y|ies)|in this|throughout|according to|rfc ?2119|bcp ?14|is used|are used)\b/iu;
const KEY_WORDS = /\b(?:rfc ?2119|rfc ?8174|bcp ?14)\b/iu;
const INTERPRETED = /\b(?:interpreted|key ?words?|capitals|as (?:described|defined)|normative|conventions?)\b/iu;

const DOCUMENT =
  '(?:this|the present) (?:document|specification|spec|prd|srs|section|chapter|appendix|annex|template|paper|page|list|table)';
const ABOUT = new RegExp(
  `^(?:(?:in|throughout|within) ${DOCUMENT}\\b|${DOCUMENT} (?:(?:shall|should|will|may|must|can|does)\\b(?: not)? )?(?:be (?:read|reviewed|updated|used|approved|considered|treated|kept|maintained|revised|versioned)|describes?|defines?|specif(?:y|ies)|lists?|contains?|covers?|outlines?|explains?|states?|sets out|serves?|is intended|is meant|is not|uses?|follows?|assumes?|supersedes?|replaces?|applies)\\b)`,
  'iu',
);
const READERS =
  /^(?:the |all )?(?:readers?|reviewers?|authors?)(?: of (?:this|the) \w+)? (?:should|must|may|can|will|shall) (?:be familiar|read|refer|consult|note|see|be aware|review|also read)/iu;
const REQUIREMENTS =
  /^(?:all |the |each |every )?(?:requirements?|statements?|items?|features?|ids?|identifiers?)(?: (?:below|in (?:this|the) \w+|of (?:this|the) \w+))? (?:(?:marked|labell?ed|tagged|written|flagged|prefixed) |(?:are|is|will be|shall be|must be) (?:numbered|identified|marked|labell?ed|prioriti[sz]ed|written|grouped|traced|listed)\b)/iu;

/** Whether a sentence is about the document and its words, and asks nothing of what is to be built. */
export function isAboutDocument(text: string): boolean {
  const start = text.slice(0, 600).trim();
  if (QUOTED_MODAL.test(start) && SPEAKS_OF_WORDS.test(start)) return true;
  if (KEY_WORDS.test(start) && INTERPRETED.test(start)) return true;
  return ABOUT.test(start) || READERS.test(start) || REQUIREMENTS.test(start);
}
