import { ApiProperty } from '@nestjs/swagger';
import { humanText, LABEL_LIMIT, MESSAGE_LIMIT } from '#redaction';
import { END_STATES, stateOf, type EndState, type Saga, type SagaEvent, type Subject } from '../saga/saga';

const nullable = true;
const INSTANT = { type: String, format: 'date-time' } as const;
const TEXTS = { type: String, isArray: true } as const;
const STATES = ['running', 'compensating', ...END_STATES] as const;

class WorkflowErrorView {
  @ApiProperty() step!: string;
  @ApiProperty() code!: string;
  @ApiProperty() message!: string;
}

class WorkflowEventView {
  @ApiProperty(INSTANT) at!: string;
  @ApiProperty() type!: string;
  @ApiProperty({ type: String, nullable }) step!: string | null;
  @ApiProperty({ type: String, nullable, description: "The request's event id." }) request_id!: string | null;
  @ApiProperty({ type: String, nullable }) error_code!: string | null;
}

/** A workflow as it stands, and what has happened to it. */
export class WorkflowView {
  @ApiProperty() workflow_id!: string;
  @ApiProperty() workflow_name!: string;
  @ApiProperty({ enum: STATES }) state!: EndState | 'running' | 'compensating';
  @ApiProperty() correlation_id!: string;
  @ApiProperty(TEXTS) nodes_completed!: readonly string[];
  @ApiProperty({ ...TEXTS, description: 'Made good for, in this order.' }) nodes_compensated!: readonly string[];
  @ApiProperty({ ...TEXTS, description: 'Left to people.' }) nodes_not_compensated!: readonly string[];
  @ApiProperty({ type: WorkflowErrorView, nullable }) error!: WorkflowErrorView | null;
  @ApiProperty(INSTANT) began_at!: string;
  @ApiProperty({ ...INSTANT, nullable }) ended_at!: string | null;
  @ApiProperty({ type: [WorkflowEventView] }) events!: readonly WorkflowEventView[];
}

type Workflow = Saga & { readonly subject: Extract<Subject, { kind: 'workflow' }> };

export function isWorkflow(saga: Saga): saga is Workflow {
  return saga.subject.kind === 'workflow';
}

/** Without input and results: they may be anything. */
export function workflowView(saga: Workflow, events: readonly SagaEvent[]): WorkflowView {
  const { subject, trigger, failure, ended } = saga;
  return {
    workflow_id: humanText(subject.id, subject.id.length),
    workflow_name: subject.name,
    state: stateOf(saga),
    correlation_id: humanText(trigger.correlationId, trigger.correlationId.length),
    nodes_completed: saga.completed,
    nodes_compensated: saga.compensated,
    nodes_not_compensated: saga.abandoned,
    error: failure && {
      step: failure.step,
      code: humanText(failure.error.code, LABEL_LIMIT),
      message: humanText(failure.error.message, MESSAGE_LIMIT),
    },
    began_at: saga.beganAt,
    ended_at: ended && ended.at,
    events: events.map(eventView),
  };
}

function eventView(event: SagaEvent): WorkflowEventView {
  const error = 'error' in event ? event.error : null;
  return {
    at: event.at,
    type: event.type,
    step: 'step' in event ? event.step : null,
    request_id: 'request_id' in event ? event.request_id : null,
    error_code: error && humanText(error.code, LABEL_LIMIT),
  };
}
