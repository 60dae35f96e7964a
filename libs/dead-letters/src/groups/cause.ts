import { errorClassOf, UNKNOWN, type Failure } from './failure';

/** Why a record failed. Stored, so the names only grow. */
export const REASONS = [
  'schema',
  'deserialization',
  'too_large',
  'unsupported_version',
  'unknown_type',
  'business_reject',
  'retries_exhausted',
  'timeout',
  'dependency_down',
  'bug',
  'unknown',
] as const;

export type Reason = (typeof REASONS)[number];

/**
 * Who has to act: who sends such records, who handles them, who runs what they depend on, or the makers of these
 * workers.
 */
export const ADDRESSEES = ['producer', 'consumer', 'operator', 'us'] as const;

export type Addressee = (typeof ADDRESSEES)[number];

export interface Cause {
  readonly reason: Reason;
  readonly addressee: Addressee;
}

const OURS = 'omninode-workers';

/** Codes of our own refusals (docs/errors.md) that say more than that the request was refused. */
const CODES: Readonly<Record<string, Reason>> = {
  ...reasonFor('schema', ['invalid_payload', 'missing_correlation_id', 'invalid_id', 'response_on_request_topic']),
  ...reasonFor('deserialization', [
    'empty_value',
    'invalid_utf8',
    'invalid_json',
    'not_an_object',
    'too_deep',
    'unknown_schema',
    'unusable_schema',
    'invalid_avro',
  ]),
  ...reasonFor('too_large', ['message_too_large', 'record_too_large', 'reply_too_large']),
  ...reasonFor('too_large', ['code_too_large', 'content_too_large']),
  unsupported_version: 'unsupported_version',
  ...reasonFor('unknown_type', ['unknown_event_type', 'unsupported_operation']),
  ...reasonFor('business_reject', ['unsupported_language', 'code_too_deep']),
  unfinished: 'timeout',
  retries_exhausted: 'retries_exhausted',
  internal_error: 'bug',
  unstorable: 'bug',
};

/** `failure_class` of upstream's dead letters, which exists to say who must act (wire-facts 4.5). */
const CLASSES: Readonly<Record<string, Cause>> = {
  publisher_malformed: { reason: 'schema', addressee: 'producer' },
  no_dispatcher: { reason: 'unknown_type', addressee: 'consumer' },
  valid_unrouted: { reason: 'unknown_type', addressee: 'operator' },
};

/**
 * What the names of error classes in Python, Java, JavaScript and their libraries tell. The first that fits: a
 * `ConnectTimeoutError` is a timeout.
 */
const CLASS_NAMES: readonly (readonly [RegExp, Reason])[] = [
  [/time[d_]?_?out|deadline|cancell?ed|QueryCanceled/i, 'timeout'],
  [/too_?(large|big|long)|MessageSize|PayloadTooLarge|RecordBatchTooLarge/i, 'too_large'],
  [/unsupported_?version|version_?mismatch/i, 'unsupported_version'],
  [
    /deseriali[sz]|serdes?(Error|Exception)$|Decode|UnicodeError|JsonPars|MalformedJson|SyntaxError/i,
    'deserialization',
  ],
  [
    /validation|schema|invalid_?(payload|field|format|argument)|MissingField|JsonMapping|Mismatched|Unrecognized/i,
    'schema',
  ],
  [/unknown_?(event|topic|type|message)|unroutable|no_?(handler|dispatcher|route)|HandlerNotFound/i, 'unknown_type'],
  [/retr(y|ies)_?(s_?)?exhaust|exhausted_?retr|MaxRetr|MaxAttempts/i, 'retries_exhausted'],
  [
    /connect|network|unavailable|unreachable|OperationalError|InterfaceError|broker|socket|DNS|circuit_?(open|breaker)|BrokenPipe|ServiceDown|TooManyConnections/i,
    'dependency_down',
  ],
  [
    /reject|refus|forbidden|denied|unauthori[sz]ed|conflict|duplicate|UniqueViolation|IntegrityError|business|domain_?error|precondition/i,
    'business_reject',
  ],
  [
    /^(Type|Reference|Range|Key|Attribute|Index|Name|Assertion|ZeroDivision|NotImplemented|Recursion|UnboundLocal|Import|ModuleNotFound)_?Error$/,
    'bug',
  ],
  [/NullPointer|ClassCast|IndexOutOfBounds|IllegalState|NoSuchMethod|NoClassDef|StackOverflow|Arithmetic/, 'bug'],
];

/** What sentences tell where neither code nor class says anything. */
const SENTENCES: readonly (readonly [RegExp, Reason])[] = [
  [/\btim(?:ed?|ing)[ -]?out\b|\bdeadline (?:was )?exceeded\b|\bETIMEDOUT\b/i, 'timeout'],
  [/\btoo (?:large|big|long)\b|\bexceeds? the (?:maximum|limit|size)|\blarger than\b/i, 'too_large'],
  [/\bunsupported (?:schema |envelope |protocol )?version\b/i, 'unsupported_version'],
  [
    /\b(?:not|in)valid json\b|\bdeseriali[sz]|\bcould not (?:be )?(?:parse|decode)|\bcan ?not (?:be )?(?:parse|decode)|\bno json\b|\bunexpected token\b|codec can't decode/i,
    'deserialization',
  ],
  [
    /\bvalidation (?:error|failed)|\bmissing (?:required )?(?:field|property|argument)|\b(?:field|property)\b.* (?:is )?required|\bmust be (?:a|an|one of|of type)\b|\bdoes not (?:match|conform)/i,
    'schema',
  ],
  [
    /\bno (?:handler|dispatcher|route|subscriber)s? (?:for|found|registered)|\bunknown (?:event|message)? ?type\b/i,
    'unknown_type',
  ],
  [
    /\b(?:max(?:imum)? )?(?:retries|attempts) (?:were )?(?:exhausted|exceeded|reached)|\bgave up after\b/i,
    'retries_exhausted',
  ],
  [
    /\bECONN(?:REFUSED|RESET)\b|\bENOTFOUND\b|\bEHOSTUNREACH\b|\bconnection (?:was )?(?:refused|reset|closed|lost|failed)|\b(?:is )?unavailable\b|\b(?:broker|database|server) (?:is )?(?:down|away|gone)|\bcould not connect\b|\bcircuit (?:breaker )?(?:is )?open\b/i,
    'dependency_down',
  ],
  [/\bduplicate key\b|\balready exists\b|\bpermission denied\b|\bnot allowed\b|\brejected\b/i, 'business_reject'],
];

/** Of ours, what nobody but an operator can put right. */
const FOR_OPERATORS: ReadonlySet<string> = new Set(['unreadable_batch', 'unknown_schema', 'unusable_schema']);

const ADDRESSEE: Readonly<Record<Reason, Addressee>> = {
  schema: 'producer',
  deserialization: 'producer',
  too_large: 'producer',
  unsupported_version: 'producer',
  unknown_type: 'producer',
  business_reject: 'producer',
  retries_exhausted: 'operator',
  timeout: 'operator',
  dependency_down: 'operator',
  bug: 'consumer',
  unknown: 'consumer',
};

/** Why it failed and who has to act, by what its writer says: its class of failure, its code, its error, its words. */
export function causeOf(failure: Failure): Cause {
  const { shape, error_code, error_category } = failure;
  if (Object.hasOwn(CLASSES, error_category)) return CLASSES[error_category] as Cause;
  if (FOR_OPERATORS.has(error_code)) return { reason: 'deserialization', addressee: 'operator' };
  const reason = Object.hasOwn(CODES, error_code) ? (CODES[error_code] as Reason) : reasonInWords(failure);
  return { reason, addressee: reason === 'bug' && shape === OURS ? 'us' : ADDRESSEE[reason] };
}

function reasonInWords(failure: Failure): Reason {
  const { error_code, error_message } = failure;
  const named = [errorClassOf(failure), error_code].filter((name) => name !== UNKNOWN);
  return (
    first(CLASS_NAMES, ([pattern]) => named.some((name) => pattern.test(name))) ??
    first(SENTENCES, ([pattern]) => pattern.test(error_message)) ??
    'unknown'
  );
}

function first(
  rules: readonly (readonly [RegExp, Reason])[],
  fits: (rule: readonly [RegExp, Reason]) => boolean,
): Reason | undefined {
  return rules.find(fits)?.[1];
}

function reasonFor(reason: Reason, codes: readonly string[]): Record<string, Reason> {
  return Object.fromEntries(codes.map((code) => [code, reason]));
}
