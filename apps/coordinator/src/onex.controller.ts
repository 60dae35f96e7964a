import { Controller } from '@nestjs/common';
import { answer, answerTopicsOf, IGNORED, type Ignored, type Outcome, type RequestOf, type Results } from '#contracts';
import { classifyDatabaseError } from '#storage';
import { Answers, Consumes, WorkerRuntime } from '#worker';
import { readAnswer, type WorkerAnswer } from './answers';
import { Coordinator } from './coordinator';
import { invocationOf } from './invocation';
import { nodeResult } from './saga/records';
import { triggeredOf } from './triggered';

@Controller()
export class OnexController {
  constructor(
    private readonly coordinator: Coordinator,
    private readonly runtime: WorkerRuntime,
  ) {}

  /** Answered at once: how the workflow goes on is told by events. */
  @Answers('workflow_trigger')
  async trigger(request: RequestOf<'workflow_trigger'>): Promise<Outcome<Results['workflow_trigger']>> {
    return triggeredOf(request, this.coordinator);
  }

  /** Answered when the node has ended; by this handler only where that was before it was asked again. */
  @Answers('node_invoke')
  async invoke(request: RequestOf<'node_invoke'>): Promise<Outcome<Results['node_invoke']> | Ignored> {
    const begun = await invocationOf(request, this.coordinator);
    if ('kind' in begun) return begun;
    return begun.ended === null ? IGNORED : answer(nodeResult(begun));
  }

  @Consumes('worker_answer', answerTopicsOf('coordinator'), readAnswer)
  async hear(heard: WorkerAnswer | null): Promise<void> {
    if (heard === null) return;
    const { requestId, answer: given } = heard;
    const id = await this.coordinator.sagaOf(requestId);
    if (id === undefined) return;
    try {
      await this.coordinator.hear(id, { type: 'answer', requestId, answer: given });
    } catch (error) {
      // The saga hears of its deadline instead: what is wrong with an answer must not end in dead letters of a reply.
      if (classifyDatabaseError(error) !== 'permanent') throw error;
      this.runtime.logger.error({ error, saga: id, request: requestId }, 'an answer could not be taken in');
    }
  }
}
