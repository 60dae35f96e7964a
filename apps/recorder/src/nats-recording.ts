import { Inject, Injectable, type BeforeApplicationShutdown } from '@nestjs/common';
import { FORWARDED_FAMILIES } from '#nats';
import { WorkerForwarding } from '#worker';
import { recorderConfig, type RecorderConfig } from './config';
import { natsEvent } from './nats-event';
import { RecorderPolicy } from './recorder-policy';
import { Recording } from './recording';

/** First words of every subject of the catalog. */
export const RECORDED_FAMILIES = [...FORWARDED_FAMILIES, 'realtime.push', 'ingest'];

/** What is said over NATS, into the same log: usage, steps, alerts, and what others say there. */
@Injectable()
export class NatsRecording implements BeforeApplicationShutdown {
  constructor(
    private readonly forwarding: WorkerForwarding,
    private readonly recording: Recording,
    private readonly policy: RecorderPolicy,
    @Inject(recorderConfig.KEY) private readonly config: RecorderConfig,
  ) {}

  start(): void {
    const durable = this.config.kafka.groupId.replaceAll(/[^\w-]/g, '_');
    this.forwarding.follow(RECORDED_FAMILIES, durable, async (messages) => {
      const wanted = messages.filter(({ subject }) => this.policy.otherTopics(subject));
      await Promise.all(wanted.map((message) => this.recording.record(natsEvent(message))));
    });
  }

  /** Before the database is closed. */
  async beforeApplicationShutdown(): Promise<void> {
    await this.forwarding.stopFollowing();
  }
}
