/** All patterns here are for lower-case text. Verbs a system or its user performs on something: what makes a sentence functional. Base forms, own list. */
const VERBS =
  'accept|accumulate|acknowledge|activate|add|adjust|aggregate|alert|analy[sz]e|announce|answer|append|apply|approve|archive|ask|assign|associate|attach|' +
  'authenticate|bid|block|book|browse|buy|calculate|call|cancel|capture|categori[sz]e|change|charge|chat|check|choose|clear|click|close|collect|combine|' +
  'comment|communicate|compare|compile|complete|compose|compute|configure|confirm|connect|contact|contain|control|convert|copy|count|create|customi[sz]e|' +
  'deactivate|debit|decline|define|delete|deliver|describe|detect|determine|disable|discard|dismiss|dispatch|display|download|drag|draw|edit|email|e-mail|' +
  'emit|enable|enrol|enroll|enter|estimate|evaluate|execute|exit|export|extract|fetch|filter|find|flag|forward|generate|get|give|group|hide|highlight|host|' +
  'identify|import|include|indicate|inform|input|insert|inspect|invite|invoice|issue|join|keep|label|leave|link|list|load|locate|log|lookup|make|manage|map|' +
  'mark|match|merge|message|modify|monitor|move|name|navigate|notify|offer|open|order|organi[sz]e|output|override|paginate|parse|pause|pay|perform|pick|place|' +
  'plan|play|plot|post|predict|present|preview|print|process|produce|project|prompt|propose|provide|publish|purchase|query|rank|rate|read|receive|recommend|' +
  'record|redirect|refund|register|reject|release|reload|remind|remove|rename|render|reorder|repeat|replace|reply|report|request|reschedule|reserve|reset|' +
  'resolve|respond|resubmit|resume|retrieve|return|review|route|run|save|scan|schedule|score|search|select|send|set|share|show|sign|simulate|sort|specify|' +
  'start|stop|store|stream|submit|subscribe|suggest|summari[sz]e|swap|synchroni[sz]e|tag|terminate|toggle|track|transfer|transform|translate|transmit|trigger|' +
  'type|undo|unsubscribe|update|upload|validate|verify|view|vote|warn|watch|withdraw|write';

/** Verbs of being, having and bearing: what follows "shall" when a property is asked for and not a deed. */
const STATE_VERBS =
  'be|have|has|operate|function|remain|look|appear|run|work|adhere|conform|follow|use|comply|support|ensure|protect|guarantee|achieve|meet|take|' +
  'exceed|fail|depend|interface|integrate|handle|scale|continue|last|feel|agree|consist|maintain|satisfy|need|require|cause|grow|increase|reduce|' +
  'minimi[sz]e|improve|occur|cost|correspond|accommodate|utili[sz]e|encrypt|learn|understand|employ|interoperate|withstand|tolerate|recover|reside|help|' +
  'access|implement|not|also|only|then|always|never|automatically';

/** Participles that say how a thing is made or kept, not what happens to it. */
const STATE_PARTICIPLES =
  'used|based|required|supported|designed|installed|developed|implemented|secured|encrypted|protected|limited|restricted|maintained|compiled|tested|' +
  'trained|hosted|considered|allowed|expected|satisfied|provided|completed|ensured|needed|operated|learned|interfaced|integrated|handled|accessed|' +
  'authenticated|authorized|authorised|backed|documented';

const ADVERBS =
  '(?:(?:also|not|only|then|automatically|optionally|always|never|be able to|be capable of|have the ability to|be allowed to) ){0,2}';

/** "shall display", "will be able to search", "in order to search": a deed and not a state. */
export const MODAL_ACTION = new RegExp(
  `\\b(?:shall|must|should|will|can|may|could|would|to) ${ADVERBS}(?:${VERBS})s?\\b|\\b(?:shall|must|should|will|can|may) ${ADVERBS}(?!(?:${STATE_VERBS})\\b)[a-z-]+`,
  'u',
);

/** "shall be displayed" */
export const PASSIVE_ACTION = new RegExp(
  `\\b(?:be|is|are|been) (?:\\w{1,30}ly )?(?:(?!(?:${STATE_PARTICIPLES})\\b)\\w{2,30}ed|chosen|given|paid|read|sent|shown|written)\\b`,
  'u',
);

/** "allow the user to", "the ability to": a capability is handed to somebody. */
export const CAPABILITY = new RegExp(
  `\\b(?:allow|enable|permit|let)(?:s|ing)?\\b[^.]{0,80}?\\b(?:to|for) (?:${VERBS})\\b|\\b(?:able|ability|capability|option|functionality|possible|interface|choice) (?:to|for|of) ${ADVERBS}(?:${VERBS}|\\w{2,30}ing)\\b`,
  'u',
);

/** "Search products by name": a bare list item. Also "Displays the order". */
export const IMPERATIVE = new RegExp(
  `^(?:please )?(?:${VERBS})(?:\\b|(?:s|es)\\b(?! (?:to|of|in|for|made|from|must|shall|should|will|is|are|can|may)\\b))`,
  'u',
);

const PROPERTY_VERBS =
  'support|handle|ensure|maintain|protect|prevent|guarantee|achieve|meet|integrate|scale|minimi[sz]e|maximi[sz]e|reduce|increase|improve|encrypt|implement|use|' +
  'comply|operate|follow|limit|restrict|expose|serve|build|develop|design|deploy|cache|retry|rotate|mask|hash|back|keep|poll|crawl|aggregate|orchestrate|coordinate|ingest|enrich|deduplicate|debounce|throttle|normali[sz]e|redact|batch';

/** Any verb a list item may open with, also one that asks for a property: "Support at least 500 users". */
export const LEADING_VERB = new RegExp(`^(?:please )?(?:${VERBS}|${PROPERTY_VERBS})(?:s|es)?\\b`, 'u');
