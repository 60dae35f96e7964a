import { Controller, Get, Header, Inject } from '@nestjs/common';
import { Registry } from 'prom-client';
import { OPERATIONS_OPTIONS, type OperationsOptions } from '../operations-options';

@Controller('metrics')
export class MetricsController {
  constructor(@Inject(OPERATIONS_OPTIONS) private readonly options: OperationsOptions) {}

  @Get()
  @Header('Content-Type', Registry.PROMETHEUS_CONTENT_TYPE)
  metrics(): Promise<string> {
    return this.options.metrics.registry.metrics();
  }
}
