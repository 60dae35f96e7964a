import { Module } from '@nestjs/common';
import { EventStore } from '#event-store';
import { WorkerModule } from '#worker';
import { AlertWatch } from './alert-watch';
import { CollectingController } from './collecting.controller';
import { CatalogController } from './http/catalog.controller';
import { DeadLettersController } from './http/dead-letters.controller';
import { RuntimeModule } from './runtime.module';

@Module({
  imports: [
    RuntimeModule,
    WorkerModule.forRoot({
      inject: [EventStore],
      useFactory: (store: EventStore) => [
        { name: 'database', kinds: ['ready', 'startup'], check: () => store.health() },
      ],
    }),
  ],
  controllers: [CatalogController, CollectingController, DeadLettersController],
  providers: [AlertWatch],
})
export class AppModule {}
