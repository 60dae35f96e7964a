import { setTimeout as pause } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { Bus } from '#event-bus';
import { opening, REBUILD_JOB, rebuildProjection, REPLAY_JOB, replayEvents } from '#event-log';
import { JobHandlers, openSequence, WorkerPersonalData } from '#jobs';
import type { JobHandler } from '#storage';
import { FOLLOWED } from './log-follower';

/** What recorders do as jobs. */
@Injectable()
export class RecorderJobs extends JobHandlers {
  override readonly handlers: Readonly<Record<string, JobHandler>>;

  constructor({ connection }: Bus, personal: WorkerPersonalData) {
    super();
    const replay = replayEvents({
      personal,
      topics: async () => new Set(await connection.administration.topics()),
      open: (id) => openSequence(connection, id),
      wait: pause,
    });
    const rebuild = rebuildProjection(FOLLOWED.map((projection) => opening(personal, projection)));
    this.handlers = { [REPLAY_JOB]: replay, [REBUILD_JOB]: rebuild };
  }
}
