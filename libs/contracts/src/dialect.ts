import { requestShapeOf, type RequestShape } from './canonical-payload';
import { eventTypesOf, type EventTypes } from './event-type-names';
import type { JsonObject } from './json';
import type { Complete, Echo, Fields, OperationDefinition, ReplyFields } from './operations/definition';
import type { EnvelopeForm } from './envelope-form';
import type { Refusal } from './refusal';
import type { PayloadClass } from './schemas';
import type { FieldSet } from './topic-styles';

/**
 * How the messages of one operation are read and written in one field set: all that the codec asks, worked out once.
 */
export interface Dialect {
  readonly request: RequestShape;
  /** What an answer is held to. */
  readonly response: PayloadClass;
  readonly eventTypes: EventTypes;
  readonly repeatsIds: (form: EnvelopeForm) => boolean;
  /** Members of the request that replies repeat. */
  readonly echo: (payload: JsonObject) => Echo;
  /** Why a request is not served here; `null` where it is. */
  readonly unserved: (echo: Echo) => Refusal | null;
  readonly answer: (result: unknown) => Fields;
  readonly refuse: (refusal: Refusal, now: string) => Fields;
  readonly complete: Complete;
  /** What stands beside the payload of an answer. */
  readonly beside: (result: unknown) => Fields | undefined;
  readonly strictWhenFlat: boolean;
  readonly answeredByAll: boolean;
  readonly sessionStatus: boolean;
}

export function dialectOf(definition: OperationDefinition, fields: FieldSet): Dialect {
  const { request, response, repeatsIds, complete, answeredByAll, sessionStatus, strictWhenFlat } = definition;
  const common = {
    request: requestShapeOf(request),
    repeatsIds,
    answeredByAll,
    sessionStatus,
    strictWhenFlat: strictWhenFlat && fields === 'strict',
  };
  const own = definition.dialects?.[fields];
  if (own !== undefined) {
    const { response: payload, echo, unserved, refuse, complete: completeOwn } = own;
    const answer = own.answer as Dialect['answer'];
    const eventTypes = eventTypesOf(own.classNames, own.dottedNames);
    return {
      ...common,
      response: payload,
      eventTypes,
      echo,
      unserved,
      answer,
      refuse,
      complete: completeOwn,
      beside: none,
    };
  }
  return {
    ...common,
    response: response.payload,
    eventTypes: eventTypesOf(...namesOf(definition)),
    echo: noEcho,
    unserved: served,
    ...repliesOf(definition.reply, fields),
    complete,
  };
}

function namesOf({ name, domain, request, response }: OperationDefinition): Parameters<typeof eventTypesOf> {
  const [asked, answered] = [`${domain}.request.${name}`, `${domain}.response.${name}`];
  return [
    { request: request.className, response: response.className, failure: response.className },
    { request: asked, response: answered, failure: answered },
  ];
}

/** The strict field set has the operation's fields alone; every other adds the extra ones. */
function repliesOf(reply: ReplyFields<never>, fields: FieldSet): Pick<Dialect, 'answer' | 'refuse' | 'beside'> {
  const answer = reply.answer as Dialect['answer'];
  const answerExtra = fields === 'strict' ? undefined : (reply.answerExtra as Dialect['answer'] | undefined);
  const refusalExtra = fields === 'strict' ? undefined : reply.refusalExtra;
  return {
    answer: answerExtra === undefined ? answer : (result) => Object.assign(answer(result), answerExtra(result)),
    refuse: (refusal, now) => {
      const error = { code: refusal.code, message: refusal.message, details: refusal.details };
      return { ...reply.refusal(error, now), ...refusalExtra?.(error) };
    },
    beside: (reply.beside?.[fields] as Dialect['beside'] | undefined) ?? none,
  };
}

const NO_ECHO: Echo = {};
const noEcho = (): Echo => NO_ECHO;
const served = (): null => null;
const none = (): undefined => undefined;
