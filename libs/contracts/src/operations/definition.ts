import type { CatalogEntry, Domain, InvalidSample, Place, SourceDocument, Worker } from '../catalog/catalog-entry';
import type { EnvelopeForm } from '../envelope-form';
import type { JsonObject } from '../json';
import type { Refusal } from '../refusal';
import type { PayloadClass } from '../schemas';
import type { FieldSet, TopicStyle } from '../topic-styles';
import type { ReplyView } from './reply-view';

export type Fields = Record<string, unknown>;
export type Echo = Readonly<Record<string, string>>;
export type MessageKind = 'request' | 'response' | 'failure';
export type NamesByKind = Readonly<Record<MessageKind, string>>;

/**
 * The canonical fields of a request, each from the best of the names it goes by (wire-facts 1.5); null stands for
 * absent. Names are literal: this runs for every request, and engines find those fastest. What has the wrong type is
 * left for the check to refuse. `text` answers what the payload was parsed from.
 */
export type Reader = (payload: JsonObject, text: () => string) => JsonObject;

/** What a reply repeats of its request. */
export interface RepliedTo {
  readonly form: EnvelopeForm;
  readonly correlationId: string;
  readonly sessionId: string | null;
  readonly echo: Echo;
}

/**
 * Completes the fields of a reply, which must be nobody else's, with ids and times. Assigning by literal names is several
 * times faster than spreading two objects into a third, and this runs for every reply.
 */
export type Complete = (fields: Fields, to: RepliedTo, processingTimeMs: number, now: string) => Fields;

/** What the operations of one domain have in common. */
export interface OperationFamily<By extends Worker = Worker> {
  /** The second word of their topics. */
  readonly domain: Extract<Domain, 'codegen' | 'bridge' | 'onex' | 'infra'>;
  readonly servedBy: readonly By[];
  /** Asked of all who serve it: each that is meant answers, and each answer is an event of its own. */
  readonly answeredByAll: boolean;
  /** Whether progress is published to the session. */
  readonly sessionStatus: boolean;
  /** Whether payloads repeat the ids of the envelope, which some envelopes have no place for. */
  readonly repeatsIds: (form: EnvelopeForm) => boolean;
  readonly complete: Complete;
  /**
   * Readers of the strict field set reject unknown properties: a flat reply says only in its headers that it is an
   * error.
   */
  readonly strictWhenFlat: boolean;
  /** For the catalog: who asks, who answers (other systems too), and which source documents name it. */
  readonly clients: readonly string[];
  readonly servers: readonly string[];
  readonly sources: Readonly<Record<'request' | 'response' | 'deadLetter', readonly SourceDocument[]>>;
  /** Whether its messages are known by their class (`CodegenMixinRequest`), not by their topic. */
  readonly namedByClass: boolean;
}

/** One side of the conversation, as the codec and the catalog know it. */
export interface MessageDefinition<Payload extends object> {
  readonly payload: PayloadClass<Payload>;
  /** The event type in envelopes that name classes. */
  readonly className: string;
  /** Of the payload's schema; 1.0.1 unless it is said. */
  readonly version?: string;
  readonly summary: string;
  readonly sample: JsonObject;
  readonly invalid: readonly InvalidSample[];
}

export interface RequestDefinition<Payload extends object> extends MessageDefinition<Payload> {
  /** Event types seen in the wild besides those that our own encoders write (wire-facts 1.4). */
  readonly aliases: readonly string[];
  readonly read: Reader;
}

/**
 * The operation's own fields in a reply: an answer's, or those of a refusal: schema-valid, empty, saying why
 * (wire-facts 1.9).
 */
export interface ReplyFields<Result> {
  /** The strict field set: these and no others. */
  readonly answer: (result: Result) => Fields;
  readonly refusal: (error: Refusal, now: string) => Fields;
  /** What every other field set has as well (wire-facts 1.8). */
  readonly answerExtra?: (result: Result) => Fields;
  readonly refusalExtra?: (error: Refusal) => Fields;
  /** What a field set has beside the payload, in the envelope. */
  readonly beside?: Readonly<Partial<Record<FieldSet, (result: Result) => Fields>>>;
}

/** A conversation that asks the same under topics, types and payloads of its own. */
export interface OwnDialect<Result> {
  /** In the catalog. */
  readonly domain: Domain;
  readonly name: string;
  readonly classNames: NamesByKind;
  readonly dottedNames: NamesByKind;
  /** Event types seen besides these. */
  readonly requestAliases: readonly string[];
  readonly responseAliases: readonly string[];
  readonly response: PayloadClass;
  /** Members of the request that replies repeat. */
  readonly echo: (payload: JsonObject) => Echo;
  /** Why a request is not served here; `null` where it is. */
  readonly unserved: (echo: Echo) => Refusal | null;
  readonly answer: (result: Result) => Fields;
  readonly refuse: (refusal: Refusal) => Fields;
  readonly complete: Complete;
  readonly entries: (places: (part: Part) => readonly Place[]) => readonly CatalogEntry[];
}

/** The topics of a conversation. */
export type Part = MessageKind | 'deadLetter';

/** All that an operation is. One operation is one conversation: request topic, response topic, dead letters. */
export interface OperationDefinition<
  Name extends string = string,
  Request extends object = object,
  Response extends object = object,
  Result = never,
  By extends Worker = Worker,
> extends OperationFamily<By> {
  readonly name: Name;
  /** Topic styles it has besides the two home styles, which every operation has. */
  readonly styles: readonly TopicStyle[];
  readonly request: RequestDefinition<Request>;
  readonly response: MessageDefinition<Response>;
  readonly reply: ReplyFields<Result>;
  readonly dialects?: Readonly<Partial<Record<FieldSet, OwnDialect<Result>>>>;
  /** What a step of this work is called where steps are forwarded to; absent where it is nobody's step. */
  readonly step?: string;
  readonly view: ReplyView;
}

/** Infers the types: of its name, of what its handler receives, of what it answers, and of who serves it. */
export function defineOperation<
  const Name extends string,
  Request extends object,
  Response extends object,
  Result = Response,
  By extends Worker = Worker,
>(
  definition: OperationDefinition<Name, Request, Response, Result, By>,
): OperationDefinition<Name, Request, Response, Result, By> {
  return definition;
}
