import type { Definition } from '../saga/definition';
import type { Subject } from '../saga/saga';
import { nodeDefinition } from './nodes';
import { VALIDATE_STAMP_PUBLISH } from './validate-stamp-publish';

/** A workflow that is under way goes on by its name: one with other steps gets another. */
const WORKFLOWS: ReadonlyMap<string, Definition> = new Map([['validate_stamp_publish', VALIDATE_STAMP_PUBLISH]]);

export const WORKFLOW_NAMES = [...WORKFLOWS.keys()];

/** `undefined` where there is nothing of that name. */
export function definitionOf(subject: Subject): Definition | undefined {
  return subject.kind === 'workflow' ? WORKFLOWS.get(subject.name) : nodeDefinition(subject.name, subject.nodeType);
}
