import { Controller, Get } from '@nestjs/common';
import { HealthCheck, type HealthCheckResult } from '@nestjs/terminus';
import { HealthProbe } from './health-probe';

/** Not part of the API, and nobody needs @nestjs/swagger for it. */
const UNDOCUMENTED = { noCache: true, swaggerDocumentation: false };

@Controller('health')
export class HealthController {
  constructor(private readonly probe: HealthProbe) {}

  @Get(['', 'ready'])
  @HealthCheck(UNDOCUMENTED)
  ready(): Promise<HealthCheckResult> {
    return this.probe.ask('ready');
  }

  @Get('live')
  @HealthCheck(UNDOCUMENTED)
  live(): Promise<HealthCheckResult> {
    return this.probe.ask('live');
  }

  @Get('startup')
  @HealthCheck(UNDOCUMENTED)
  startup(): Promise<HealthCheckResult> {
    return this.probe.askStartup();
  }
}
