import { Module } from '@nestjs/common';
import { WorkerModule } from '#worker';
import { CodegenController } from './codegen.controller';
import { RuntimeModule } from './runtime.module';

@Module({
  imports: [RuntimeModule, WorkerModule.forRoot({ useFactory: () => [] })],
  controllers: [CodegenController],
})
export class AppModule {}
