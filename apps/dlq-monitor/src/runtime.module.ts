import { Global, Module } from '@nestjs/common';
import { MonitorStorage } from './monitor-storage';

/** What the bus is built on. */
@Global()
@Module({ providers: [MonitorStorage], exports: [MonitorStorage] })
export class RuntimeModule {}
