import { ANALYZE } from './analyze/analyze';
import { BATCH_STAMP } from './batch_stamp/batch-stamp';
import type { Worker } from '../catalog/catalog-entry';
import type { PayloadClass } from '../schemas';
import { HEALTH_CHECK } from './health_check/health-check';
import { MIXIN } from './mixin/mixin';
import { NODE_INVOKE } from './node_invoke/node-invoke';
import { PATTERN } from './pattern/pattern';
import { STAMP } from './stamp/stamp';
import { STAMP_TREE } from './stamp_tree/stamp-tree';
import { VALIDATE } from './validate/validate';
import { VERIFY } from './verify/verify';
import { WORKFLOW_TRIGGER } from './workflow_trigger/workflow-trigger';

export * from './analyze/payloads';
export * from './batch_stamp/payloads';
export * from './health_check/payloads';
export * from './mixin/payloads';
export { wordsOf } from './mixin/words-of';
export * from './node_invoke/payloads';
export { descriptionOf } from './pattern/description-of';
export * from './pattern/payloads';
export { ONE_METADATA, readOneMetadata } from './stamp/one-metadata';
export * from './stamp/payloads';
export * from './stamp_tree/payloads';
export * from './validate/payloads';
export * from './verify/payloads';
export * from './workflow_trigger/payloads';

/** What can be asked of the workers. */
export const OPERATION_DEFINITIONS = [
  VALIDATE,
  ANALYZE,
  PATTERN,
  MIXIN,
  STAMP,
  BATCH_STAMP,
  STAMP_TREE,
  VERIFY,
  WORKFLOW_TRIGGER,
  NODE_INVOKE,
  HEALTH_CHECK,
] as const;

type Definition = (typeof OPERATION_DEFINITIONS)[number];
export type Operation = Definition['name'];

/** What a handler of each operation receives. */
export type RequestPayloads = { [D in Definition as D['name']]: InstanceType<D['request']['payload']> };

/** What a handler of each operation answers. */
export type Results = { [D in Definition as D['name']]: Parameters<D['reply']['answer']>[0] };

/** What the reply to each operation carries, in every dialect that has no payloads of its own. */
export type ResponsePayloads = { [D in Definition as D['name']]: InstanceType<D['response']['payload']> };

export const OPERATIONS: readonly Operation[] = OPERATION_DEFINITIONS.map(({ name }) => name);

const byName = Object.fromEntries(OPERATION_DEFINITIONS.map((definition) => [definition.name, definition])) as {
  readonly [D in Definition as D['name']]: D;
};

export function definitionOf<O extends Operation>(operation: O): (typeof byName)[O] {
  return byName[operation];
}

export const REQUEST_PAYLOADS = Object.fromEntries(
  OPERATION_DEFINITIONS.map(({ name, request }) => [name, request.payload]),
) as { readonly [O in Operation]: PayloadClass<RequestPayloads[O]> };

export const RESPONSE_PAYLOADS = Object.fromEntries(
  OPERATION_DEFINITIONS.map(({ name, response }) => [name, response.payload]),
) as { readonly [O in Operation]: PayloadClass<ResponsePayloads[O]> };

function serversOf(operation: Operation): readonly Worker[] {
  return definitionOf(operation).servedBy;
}

export function operationsServedBy(worker: Worker): readonly Operation[] {
  return OPERATIONS.filter((name) => serversOf(name).includes(worker));
}

/** What a worker asks of others. */
export function operationsAskedBy(worker: Worker): readonly Operation[] {
  return OPERATIONS.filter((name) => definitionOf(name).clients.includes(worker));
}

/** An operation that no other worker serves. */
export type OperationOnlyOf<W extends Worker> = Extract<Definition, { readonly servedBy: readonly W[] }>['name'];

export function operationsOnlyOf<W extends Worker>(worker: W): readonly OperationOnlyOf<W>[] {
  return OPERATIONS.filter((name): name is OperationOnlyOf<W> => serversOf(name).every((each) => each === worker));
}

/** The name of its request in the catalog, e.g. `codegen.request.validate`. */
export function requestNameOf(operation: Operation): string {
  return `${definitionOf(operation).domain}.request.${operation}`;
}
