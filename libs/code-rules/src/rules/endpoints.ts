import type { Code } from '#code-model';
import type { Finding, Subject } from '../rule';
import { inSnakeCase, namedTexts } from './secret-names';

/** Who reads a message need not learn how to log in. */
const CREDENTIALS = /\/\/[^@/\s]*@/g;

/** Addresses of services: URLs anywhere, plain hosts where they are a default or have a port. */
export function* endpoints({ code }: Subject): Iterable<Finding> {
  const defaults = defaultsOf(code);
  const identifiers = identifiersOf(code);
  for (const { start, end, text, docstring } of code.all('string')) {
    if (docstring || text.length > MAX_LENGTH || text.length < SHORTEST) continue;
    const address = URL.exec(text) ?? HOST.exec(text);
    const host = address?.[1];
    if (host === undefined || isNoEndpoint(host) || identifiers.has(start) || IDENTIFIER.test(text)) continue;
    const certain = address?.[2] !== undefined || text.includes('://') || defaults.has(start);
    if (!certain || PATTERN.test(text)) continue;
    const isLocal = LOCAL.test(host);
    const shown = text.replace(CREDENTIALS, '//…@');
    const message = isLocal ? `The local address \`${shown}\`` : `The address \`${shown}\``;
    yield { at: { start, end }, message, detail: isLocal ? 'local address' : 'address' };
  }
}

const MAX_LENGTH = 300;
const SHORTEST = 7;
/** A regular expression for addresses. */
const PATTERN = /[\\^$|()*]/;
const URL =
  /^(?:https?|wss?|rediss?|postgres(?:ql)?(?:\+\w+)?|mysql|mongodb(?:\+srv)?|amqps?|bolt|neo4j|nats|kafka):\/\/(?:[^\s/@]*@)?(\[[^\]\s]*\]|[^\s/:?#]+)(:\d+)?[^\s]*$/i;
const HOST =
  /^(localhost|127\.\d+\.\d+\.\d+|10\.\d+\.\d+\.\d+|192\.168\.\d+\.\d+|172\.(?:1[6-9]|2\d|3[01])\.\d+\.\d+)(:\d+)?$/i;
const LOCAL = /^(?:localhost|127\.|10\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.|0\.0\.0\.0|\[)/i;
/** Hosts that stand for a schema, a source or an example. A host that is filled in is configured. */
const NO_ENDPOINT =
  /\{|(?:^|\.)(?:example\.(?:com|org|net)|github\.com|gitlab\.com|githubusercontent\.com|json-schema\.org|schemastore\.org|spdx\.org|w3\.org|w3id\.org|purl\.org|schema\.org|xmlns\.com|schemas\.[\w-]+\.(?:org|com|net)|ns\.adobe\.com|opengis\.net|iana\.org|ietf\.org|rfc-editor\.org|doi\.org|creativecommons\.org|opensource\.org|docbook\.org|relaxng\.org|openid\.net|gnu\.org|docs\.[\w.-]+|readthedocs\.io|wikipedia\.org|developer\.mozilla\.org|invalid|test|example)$/i;
/** A path that names a schema, a namespace, a licence or a standard, and no service. */
const IDENTIFIER =
  /:\/\/[^/?#]+\/(?:[^?#]*\/)?(?:schemas?|ns|namespaces?|xmlns|dtds?|xsd|licen[cs]es?|rfcs?|vocab|ontolog(?:y|ies))(?:[/#]|$)|\.(?:xsd|dtd|owl|rdf|schema\.json)(?:#.*)?$|#$/i;
const NAMED_IDENTIFIER =
  /(?:^|_)(?:xmlns|ns|namespace|schema|schema_ur[il]|schema_id|iri|dtd|vocabulary|ontology)s?(?:_ur[il])?$/i;

/** Texts that are given to a name which says that they identify something. */
function identifiersOf(code: Code): ReadonlySet<number> {
  const starts = new Set<number>();
  for (const { name, value } of namedTexts(code)) if (NAMED_IDENTIFIER.test(inSnakeCase(name))) starts.add(value.start);
  return starts;
}

function isNoEndpoint(host: string): boolean {
  if (/^api\.github\.com$/i.test(host)) return false;
  return NO_ENDPOINT.test(host) || !(host.includes('.') || LOCAL.test(host));
}

/** A constant that stands for the local host is no default. */
const NAMED_LOCAL = /local|loopback/i;
const ENVIRONMENT = /(?:^|\.)(?:getenv|environ\.get)$/;

/** Where values stand that are used when nobody says otherwise. */
function defaultsOf(code: Code): ReadonlySet<number> {
  const starts = new Set<number>();
  for (const { targets, value } of code.all('assign')) {
    const isConstant = targets.some((target) => NAMED_LOCAL.test(target));
    if (value?.kind === 'string' && !isConstant) starts.add(value.start);
  }
  for (const { callee, arguments: given } of code.all('call')) {
    const isLookup = ENVIRONMENT.test(callee);
    for (const { name, value } of given) if (isLookup || name !== '') starts.add(value.start);
  }
  for (const { parameters } of code.all('function')) {
    for (const { default: value } of parameters) if (value !== undefined) starts.add(value.start);
  }
  return starts;
}
