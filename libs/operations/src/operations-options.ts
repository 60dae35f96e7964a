import { ConfigurableModuleBuilder } from '@nestjs/common';
import type { Registry } from 'prom-client';
import type { HealthCheck } from './health/health-check';

export interface OperationsOptions {
  readonly checks: readonly HealthCheck[];
  readonly metrics: { readonly registry: Registry };
  /** A health check that takes longer counts as down; 2,000 ms where it is left out. */
  readonly checkDeadlineMs?: number;
}

/** Gives `OperationsModule` its `forRoot(options)` and `forRootAsync({ useClass })`. */
export const { ConfigurableModuleClass: OperationsModuleClass, MODULE_OPTIONS_TOKEN: OPERATIONS_OPTIONS } =
  new ConfigurableModuleBuilder<OperationsOptions>().setClassMethodName('forRoot').build();
