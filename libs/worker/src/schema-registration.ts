import { Injectable, type BeforeApplicationShutdown } from '@nestjs/common';
import { takesPart, topicSchemas } from '#contracts';
import { registerInBackground, SchemaRegistryClient, subjectOf, type BackgroundRegistration } from '#schema-registry';
import { WorkerRuntime } from './worker-runtime';

/** The schemas of this worker's topics, beside its work: a registry that is away costs nobody an answer. */
@Injectable()
export class SchemaRegistration implements BeforeApplicationShutdown {
  #registration: BackgroundRegistration | null = null;

  constructor(private readonly runtime: WorkerRuntime) {}

  begin(): void {
    const { config, logger, origin } = this.runtime;
    if (config.registry?.register !== true) return;
    const schemas = topicSchemas((entry) => takesPart(entry, origin.service)).map(({ topic, schema }) => ({
      subject: subjectOf(topic),
      schema,
    }));
    this.#registration = registerInBackground(new SchemaRegistryClient(config.registry), schemas, logger);
  }

  beforeApplicationShutdown(): void {
    this.#registration?.stop();
  }
}
