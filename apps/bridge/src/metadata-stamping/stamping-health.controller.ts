import { Controller, Get, Res, UseInterceptors } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { documented, Public } from '#http';
import { HealthProbe } from '#operations';
import { healthReport, WorkerRuntime } from '#worker';
import { AliveView, HealthView, ReadyView } from './health-views';
import { StampingErrors } from './stamping-errors.interceptor';
import { success, wrapperOf, Wraps, type Wrapped } from './wrapped';

/** How the bridge is, in the forms of the Python service; orchestrators have no tokens. */
@Controller('api/v1/metadata-stamping/health')
@ApiTags('metadata stamping')
@UseInterceptors(StampingErrors)
@Public()
export class StampingHealthController {
  constructor(
    private readonly probe: HealthProbe,
    private readonly runtime: WorkerRuntime,
  ) {}

  /** How the bridge and what it needs are. */
  @Get()
  @Wraps(HealthView)
  async health(): Promise<Wrapped<HealthView>> {
    const { status, checks } = healthReport(await this.probe.states());
    const components = Object.fromEntries(
      checks.map(({ name, status: state, message }) => {
        return [name, { status: state, details: message === undefined ? null : { message } }];
      }),
    );
    const view = { status, components, uptime_seconds: this.#uptime(), version: this.runtime.origin.version };
    const metadata = { operation: 'health_check', components_checked: checks.length };
    return success(view, `Health check completed: ${status}`, metadata);
  }

  /** Whether its process answers. */
  @Get('live')
  @Wraps(AliveView)
  live(): Wrapped<AliveView> {
    const timestamp = this.runtime.origin.now().getTime() / 1000;
    const view = { status: 'alive' as const, uptime_seconds: this.#uptime(), timestamp };
    return success(view, 'Service is alive', { check_type: 'liveness', operation: 'liveness_check' });
  }

  /** 503 where it is not, which the Python service answered with 200. */
  @Get('ready')
  @documented(({ ApiResponse }) => ApiResponse({ status: 503, type: wrapperOf(ReadyView) }))
  @Wraps(ReadyView)
  async ready(@Res({ passthrough: true }) response: Response): Promise<Wrapped<ReadyView>> {
    const states = (await this.probe.states()).filter(({ kinds }) => kinds.includes('ready'));
    const components = Object.fromEntries(
      states.map(({ name, state }) => [
        name,
        { ready: state.status === 'up', reason: 'reason' in state ? state.reason : null },
      ]),
    );
    const isReady = states.every(({ state }) => state.status === 'up');
    const view = { status: isReady ? ('ready' as const) : ('not_ready' as const), components, overall_ready: isReady };
    const metadata = { check_type: 'readiness', operation: 'readiness_check' };
    if (isReady) return success(view, 'Service is ready to handle requests', metadata);
    response.status(503);
    const error = { code: 'READINESS_CHECK_FAILED', field: null, message: 'One or more components not ready' };
    return { status: 'partial', data: view, error: [error], message: 'Service not fully ready', metadata };
  }

  #uptime(): number {
    return this.runtime.elapsedMs() / 1000;
  }
}
