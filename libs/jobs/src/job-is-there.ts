import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import type { HttpRequest } from '#http';
import { Storage } from '#storage';
import { DatabaseProblems } from '#worker';
import { JOB_ID } from './job-bodies';
import { existing } from './job-requests';

/** Of a stream nothing can be refused once it is begun, and it is begun before its handler has asked the database. */
@Injectable()
export class JobIsThere implements CanActivate {
  constructor(
    private readonly storage: Storage,
    private readonly problems: DatabaseProblems,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const id = JOB_ID.read(context.switchToHttp().getRequest<HttpRequest>().params['id']);
    // What is no id is refused with all other parameters.
    if (id === undefined) return true;
    await existing(this.storage.query, id).catch((error: unknown) => {
      throw this.problems.asProblem(error);
    });
    return true;
  }
}
