import { Inject, Injectable } from '@nestjs/common';
import type { OtherTopics } from '#event-bus';
import { DatabasePolicy } from '#jobs';
import { matcherOf } from '#config';
import { dlqMonitorConfig, type DlqMonitorConfig } from './config';
import { MonitorStorage } from './monitor-storage';

@Injectable()
export class MonitorPolicy extends DatabasePolicy {
  override readonly otherTopics: OtherTopics;

  constructor(storage: MonitorStorage, @Inject(dlqMonitorConfig.KEY) { topics, without }: DlqMonitorConfig) {
    super(storage);
    const [isWanted, isLeft] = [matcherOf(topics), matcherOf(without)];
    this.otherTopics = (topic) => isWanted(topic) && !isLeft(topic);
  }
}
