import { Module } from '@nestjs/common';
import { TerminusModule } from '@nestjs/terminus';
import { HealthController } from './health/health.controller';
import { HealthProbe } from './health/health-probe';
import { MetricsController } from './metrics/metrics.controller';
import { OperationsModuleClass } from './operations-options';

/**
 * `/health`, `/health/live`, `/health/ready`, `/health/startup` and `/metrics`.
 * Terminus itself logs nothing: a probe asks every few seconds, and its answer already carries the reasons.
 */
@Module({
  imports: [TerminusModule.forRoot({ logger: false })],
  controllers: [HealthController, MetricsController],
  providers: [HealthProbe],
  exports: [HealthProbe],
})
export class OperationsModule extends OperationsModuleClass {}
