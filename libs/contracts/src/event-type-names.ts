import type { EnvelopeForm } from './envelope-form';
import type { MessageKind, NamesByKind } from './operations/definition';

/** What a conversation's messages are called, apart from their topics. */
export interface EventTypes {
  readonly className: NamesByKind;
  /** The class name as `CODEGEN_MIXIN_REQUEST`. */
  readonly upperCase: NamesByKind;
  /** `codegen.request.mixin` */
  readonly dotted: NamesByKind;
}

export function eventTypesOf(className: NamesByKind, dotted: NamesByKind): EventTypes {
  const { request, response, failure } = className;
  const upperCase = { request: upperSnake(request), response: upperSnake(response), failure: upperSnake(failure) };
  return { className, upperCase, dotted };
}

/** A route, as far as it names types. */
interface Naming extends NamesByKind {
  readonly dialect: { readonly eventTypes: EventTypes };
}

/** What a request or reply is called in each envelope: a class, a topic, words with dots, or upper case. */
export function eventTypeName(form: EnvelopeForm, route: Naming, kind: MessageKind): string {
  const { eventTypes } = route.dialect;
  switch (form) {
    case 'onex-v1':
    case 'archon':
      return eventTypes.className[kind];
    case 'registry':
      return eventTypes.upperCase[kind];
    case 'hook':
    case 'stamping':
    case 'codegen-event':
    case 'core':
    case 'tool':
      return eventTypes.dotted[kind];
    case 'architecture':
    case 'omniclaude':
    case 'omniclaude-v2':
    case 'flat':
      return route[kind];
  }
}

function upperSnake(className: string): string {
  return className.replace(/(?<=[a-z])(?=[A-Z])/g, '_').toUpperCase();
}
