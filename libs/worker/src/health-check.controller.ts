import { Controller } from '@nestjs/common';
import type { RequestOf } from '#contracts';
import { Answers } from './decorators';
import { HealthProbe } from '#operations';
import { answerHealthCheck } from './health-check';
import { healthReport } from './health-report';
import { WorkerRuntime } from './worker-runtime';

@Controller()
export class HealthCheckController {
  constructor(
    private readonly probe: HealthProbe,
    private readonly runtime: WorkerRuntime,
  ) {}

  @Answers('health_check')
  async healthCheck({ payload }: RequestOf<'health_check'>) {
    const report = healthReport(await this.probe.states());
    return answerHealthCheck(payload, report, this.runtime.origin, Math.round(this.runtime.elapsedMs()) / 1000);
  }
}
