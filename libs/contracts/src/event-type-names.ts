import type { EnvelopeForm } from './envelope-form';
import { REQUEST_CLASS, RESPONSE_CLASS } from './event-types';
import { domainOf } from './operations';
import type { Route } from './topics';

export type MessageKind = 'request' | 'response' | 'failure';

/** What a request or reply is called in each envelope: a class, a topic, words with dots, or upper case. */
export function eventTypeName(form: EnvelopeForm, route: Route, kind: MessageKind): string {
  switch (form) {
    case 'onex-v1':
    case 'archon':
      return classNameOf(route, kind);
    case 'registry':
      return upperSnake(classNameOf(route, kind));
    case 'hook':
    case 'stamping':
    case 'codegen-event':
    case 'core':
    case 'tool':
      return dottedNameOf(route, kind);
    case 'architecture':
    case 'omniclaude':
    case 'omniclaude-v2':
    case 'flat':
      return route[kind];
  }
}

const CODE_ANALYSIS: { readonly [K in MessageKind]: string } = {
  request: 'CodeAnalysisRequested',
  response: 'CodeAnalysisCompleted',
  failure: 'CodeAnalysisFailed',
};

function classNameOf({ fields, operation }: Route, kind: MessageKind): string {
  if (fields === 'code-analysis') return CODE_ANALYSIS[kind];
  return (kind === 'request' ? REQUEST_CLASS : RESPONSE_CLASS)[operation];
}

function dottedNameOf({ fields, operation }: Route, kind: MessageKind): string {
  if (fields === 'code-analysis')
    return `intelligence.${upperSnake(CODE_ANALYSIS[kind]).toLowerCase().replaceAll('_', '-')}`;
  return `${domainOf(operation)}.${kind === 'request' ? 'request' : 'response'}.${operation}`;
}

function upperSnake(className: string): string {
  return className.replace(/(?<=[a-z])(?=[A-Z])/g, '_').toUpperCase();
}
