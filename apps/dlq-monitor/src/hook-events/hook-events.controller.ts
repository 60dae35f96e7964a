import { Controller } from '@nestjs/common';
import { HOOK_TOPICS, hookEventProcessor, type HookEvent, type Message } from '#contracts';
import { Consumes, WorkerRuntime } from '#worker';
import { hookInstruments } from './hook-instruments';

/** Of one event, in the log. */
const MAX_DETAILS = 5;

/**
 * Every hook event through the processor of the event schemas: its envelope and its payload are checked, and the
 * handlers of its type run. One that does not conform is counted and logged, and no more: the recorder has it as it was,
 * and nobody waits for it.
 */
@Controller()
export class HookEventsController {
  readonly #count: ReturnType<typeof hookInstruments>;
  readonly #processor = hookEventProcessor();

  constructor(private readonly runtime: WorkerRuntime) {
    this.#count = hookInstruments(runtime.metrics);
    this.#processor
      .registerHandler('error.service.critical', (event) => this.#say(event, 'a service cannot do its work'))
      .registerHandler('service.lifecycle.health_changed', (event) =>
        this.#say(event, 'the health of a service changed'),
      )
      .registerHandler('intelligence.performance.anomaly_detected', (event) =>
        this.#say(event, 'a service is far from its normal speed'),
      );
  }

  @Consumes('hook_event', HOOK_TOPICS, (message) => message)
  async process({ record, json }: Message): Promise<void> {
    const event: unknown = json.ok ? json.value : undefined;
    const processed = await this.#processor.process(event);
    this.#count(event, processed.kind);
    if (processed.kind === 'failed') throw new AggregateError(processed.errors, 'handlers of a hook event failed');
    if (processed.kind === 'processed') return;
    const { topic, partition, offset } = record;
    const { message, details } = record.unreadable ?? (json.ok ? processed.refusal : json.refusal);
    const facts = { topic, partition, offset, reason: message, details: details.slice(0, MAX_DETAILS) };
    this.runtime.logger.warn(facts, 'a hook event does not conform');
  }

  #say({ event_type, event_id, timestamp, source }: HookEvent, sentence: string): void {
    const { service_name: from, instance_id: instance } = source;
    this.runtime.logger.info({ event_type, event_id, at: timestamp, from, from_instance: instance }, sentence);
  }
}
